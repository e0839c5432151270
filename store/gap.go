package store

import "time"

// KindGap is a question our texts did not answer well, and the weekly report of them.
const KindGap Kind = "gap"

// Gap is one such question, without whose it was. It lives until the week's report.
type Gap struct {
	V     int            `json:"v"`
	Why   string         `json:"why"` // "tak-terjawab", "ke-orang", "tidak-membantu"
	Topic string         `json:"topic,omitempty"`
	Words string         `json:"words,omitempty"` // names and numbers taken out
	At    time.Time      `json:"at"`
	Extra map[string]any `json:",embed"`
}

// IndexGaps holds the gaps of the week that begins on the Monday.
func IndexGaps(monday Date) Index { return Index{"gaps", monday.String()} }

// Monday is the first day of the week of d.
func (d Date) Monday() Date { return d.Add(-(int(d.Weekday()) + 6) % 7) }
