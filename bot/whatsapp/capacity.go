package whatsapp

import "time"

// Capacity is how many people the numbers of a folder can write to unasked in a day: the
// sum of what each well number may, today.
func Capacity(numbers []Peek, m Manners, now time.Time) (today, grown int) {
	for _, n := range numbers {
		if n.Code == Unlinked || n.Lost() {
			continue
		}
		grown += m.NewChats
		if n.Well() && n.Stopped.IsZero() {
			today += m.perDay(n.Linked, now)
		}
	}
	return today, grown
}
