package faq

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/known-words.txt
var knownWords string

// trueWords are true words that a slip of the pen must not turn into others; both lexicons
// share them.
var trueWords = sync.OnceValue(func() map[string]bool { return wordSet(knownWords) })

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// known tells a word that is one, though of no class.
func (l *lexicon) known(w string) bool { return l.own[w] || trueWords()[w] }
