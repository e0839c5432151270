package faq

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// example is one question people may ask about a topic.
type example struct{ topic, text string }

// readQuestions reads topics in brackets, each followed by its questions; a line with
// (a|b) stands for several questions, in which every wording occurs at least once.
func readQuestions(text string) ([]example, error) {
	var out []example
	topic := ""
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			topic = strings.Trim(line, "[]")
		case topic == "":
			return nil, fmt.Errorf("reading questions: line %d stands before its topic", n+1)
		default:
			list, err := spread(line)
			if err != nil {
				return nil, fmt.Errorf("reading questions: line %d: %w", n+1, err)
			}
			for _, q := range list {
				out = append(out, example{topic, q})
			}
		}
	}
	return out, nil
}

// spread writes a line out. It takes the k-th wording of every bracket together, and
// steps through brackets at different paces, so that they meet in different pairs.
func spread(line string) ([]string, error) {
	var parts [][]string
	longest := 1
	for line != "" {
		open := strings.IndexByte(line, '(')
		if open < 0 {
			parts = append(parts, []string{line})
			break
		}
		end := strings.IndexByte(line, ')')
		if end < open {
			return nil, fmt.Errorf("brackets do not match in %q", line)
		}
		alts := strings.Split(line[open+1:end], "|")
		parts = append(parts, []string{line[:open]}, alts)
		longest = max(longest, len(alts))
		line = line[end+1:]
	}
	out := make([]string, longest)
	for k := range out {
		var b strings.Builder
		for i, alts := range parts {
			n := len(alts)
			b.WriteString(alts[(k+i*(k/n))%n])
		}
		out[k] = strings.Join(strings.Fields(b.String()), " ")
	}
	return out, nil
}

// readSeed reads lines "topic, tab, question".
func readSeed(text string) ([]example, error) {
	var out []example
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		topic, q, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("reading seed: line %d has no tab", n+1)
		}
		out = append(out, example{topic, q})
	}
	return out, nil
}

// lessons are the features and topics to learn from. A question with words that hardly
// any other has is learnt once more as if they were new, so that the model knows what
// a new word means: often, that a question is not ours.
func lessons(words *wording, list []example) (lists [][]trait, topics []string) {
	const rare = 2
	texts := make([][]plainWord, len(list))
	count := map[string]int{}
	for i, e := range list {
		texts[i] = words.read(e.text)
		for _, w := range texts[i] {
			count[w.text]++
		}
	}
	for i, text := range texts {
		lists, topics = append(lists, features(text)), append(topics, list[i].topic)
		odd := false
		for k := range text {
			if count[text[k].text] <= rare && text[k].text[0] != '#' {
				text[k].known, odd = false, true
			}
		}
		if odd {
			lists, topics = append(lists, features(text)), append(topics, list[i].topic)
		}
	}
	return lists, topics
}

// examples are all questions to learn from.
func examples() ([]example, error) {
	seed, err := os.ReadFile("data/seed.tsv")
	if err != nil {
		return nil, err
	}
	list, err := readSeed(string(seed))
	if err != nil {
		return nil, err
	}
	files := os.DirFS("data/questions")
	err = fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		more, err := readQuestions(string(b))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		list = append(list, more...)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading questions: %w", err)
	}
	more, err := spentQuestions()
	return append(list, more...), err
}

// spentQuestions are those of the spent sets of topics and of what is not ours, but for
// what by chance stands in a set that is not spent too.
func spentQuestions() (list []example, err error) {
	measured, err := measures()
	if err != nil {
		return nil, err
	}
	for file := range spent {
		if file[0] != 't' && file[0] != 'f' {
			continue
		}
		b, err := os.ReadFile("testdata/" + file)
		if err != nil {
			return nil, err
		}
		for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			f := strings.Split(line, "\t")
			if measured[plainSentence(f[len(f)-1])] {
				continue
			}
			if file[0] == 'f' {
				list = append(list, example{foreign, line})
			} else {
				list = append(list, example{f[0], f[2]})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b example) int {
		return cmp.Or(strings.Compare(a.topic, b.topic), strings.Compare(a.text, b.text))
	})
	return list, nil
}

// measures are the sentences of the sets that are not spent.
func measures() (map[string]bool, error) {
	files, err := filepath.Glob("testdata/*-eval*")
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, file := range files {
		if spent[filepath.Base(file)] {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			out[plainSentence(line[strings.LastIndexByte(line, '\t')+1:])] = true
		}
	}
	return out, nil
}
