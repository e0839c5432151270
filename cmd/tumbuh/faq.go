package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"tumbuh/dialogs"
	"tumbuh/dialogs/faq"
)

type faqCmd struct{}

// faqLine is what a question was found to be (interfaces.md, `faq`).
type faqLine struct {
	Q          string         `json:"q"`
	Kind       string         `json:"kind"`
	Topic      string         `json:"topic,omitempty"`
	Sign       string         `json:"sign,omitempty"`
	Level      string         `json:"level,omitempty"`
	Ask        bool           `json:"ask"`
	Candidates []faqCandidate `json:"candidates,omitempty"`
}

type faqCandidate struct {
	Topic string  `json:"topic"`
	Score float64 `json:"score"`
}

// longLine is the longest line of questions that is read, in bytes.
const longLine = 1 << 20

// Run reads questions, a line each, and prints what they were found to be.
func (faqCmd) Run() error {
	detector, err := faq.NewDetector()
	if err != nil {
		return err
	}
	finder, err := faq.NewFinder(detector)
	if err != nil {
		return err
	}
	return findAll(os.Stdin, os.Stdout, finder)
}

// findAll answers every line that holds anything, in order.
func findAll(in io.Reader, out io.Writer, f *faq.Finder) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longLine)
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for lines.Scan() {
		q := strings.TrimRight(lines.Text(), "\r")
		if strings.TrimSpace(q) == "" {
			continue
		}
		if err := enc.Encode(findLine(q, f)); err != nil {
			return fmt.Errorf("writing answers: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading questions: %w", err)
	}
	return w.Flush()
}

// findLine takes the order a conversation takes: danger sign, control word, topic.
func findLine(q string, f *faq.Finder) faqLine {
	stranger := faq.Profile{PostpartumDays: -1}
	l := faqLine{Q: q}
	danger, found := f.Triage(q, stranger)
	if word, ok := dialogs.ControlWord(q); ok && !found {
		l.Kind, l.Topic = faq.KindCommand, word
		return l
	}
	r := f.Find(q, stranger)
	l.Kind, l.Topic = r.Kind, r.Topic
	if found {
		l.Kind, l.Topic, l.Sign, l.Level, l.Ask = faq.KindDanger, "", danger.Sign, danger.Level, danger.Ask
	}
	for _, c := range r.Candidates {
		l.Candidates = append(l.Candidates, faqCandidate{c.Topic, float64(int(c.Score*10000+0.5)) / 10000})
	}
	return l
}
