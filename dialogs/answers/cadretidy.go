package answers

import (
	"regexp"
	"strings"

	"tumbuh/store"
)

// What kader write between and around the numbers, brought into one form before a line is
// cut into words.
var (
	pointTable = regexp.MustCompile(`,\s*\d+\.\d+\s*,\s*\d`)                                      // "Aisyah,8.4,70,14": the commas part
	betweenOf  = regexp.MustCompile(`([\pL\d)])\s*,\s*(\d)`)                                      //
	onlyLength = regexp.MustCompile(`(^|[\s:;|])[-–—x]\s*[/|;]\s*(\d)`)                           // "-/70": the weight is missing
	times      = regexp.MustCompile(`(\d(?:[.,]\d{1,2})?)\s*[x×]\s*(\d{2,3}(?:[.,]\d)?)(?:\D|$)`) // "8,4 x 70"
	tick       = regexp.MustCompile(`(\d)['’´](\d)`)                                              // "12'3"
	bornOn     = regexp.MustCompile(`(?i)\b(?:tgl\s+|tanggal\s+)?(?:lahir|lhr|ttl)\s*:?\s*(?:tgl\s+|tanggal\s+)?(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d{1,2}-\d{1,2})`)
	ordinal    = regexp.MustCompile(`(?i)^\s*(?:no|nomor)\s*\.?\s*\d{1,3}\s*[.):]?\s+`)             // "no.5 Rafa"
	rtAndRW    = regexp.MustCompile(`(?i)\brt\s*\.?\s*(\d{1,3})\s*/\s*(?:rw\s*\.?\s*)?(\d{1,3})\b`) // "RT 03/05"
	fullDate   = regexp.MustCompile(`(?:^|[\s(,;|])(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]\d{4})(?:$|[\s),;|])`)
)

// tidy writes a line of sizes in the form the other patterns read. It returns the birth
// date that stands in it, and any other date, which is none of the sizes.
func tidy(line string, today store.Date) (rest string, birth, other store.Date) {
	rest = tick.ReplaceAllString(ordinal.ReplaceAllString(line, ""), "$1,$2")
	rest = rtAndRW.ReplaceAllString(rest, "rt $1 rw $2")
	if m := bornOn.FindStringSubmatchIndex(rest); m != nil {
		if d := ReadDate(rest[m[2]:m[3]], today, Past); d.Verdict == OK {
			birth, rest = d.Date, rest[:m[0]]+" "+rest[m[1]:]
		}
	}
	if m := fullDate.FindStringSubmatchIndex(rest); m != nil {
		if d := ReadDate(rest[m[2]:m[3]], today, Past); !d.Date.IsZero() {
			other, rest = d.Date, rest[:m[2]]+" "+rest[m[3]:]
		}
	}
	if pointTable.MatchString(rest) {
		rest = betweenOf.ReplaceAllString(rest, "$1 / $2")
		rest = betweenOf.ReplaceAllString(rest, "$1 / $2") // neighbours share a number
	}
	rest = onlyLength.ReplaceAllString(rest, "$1 tb $2")
	if m := times.FindStringSubmatchIndex(rest); m != nil && strings.Count(rest[:m[0]], " ") < 6 {
		rest = rest[:m[3]] + " / " + rest[m[4]:]
	}
	return rest, birth, other
}

// dated gives the line's only child the dates that stood in it.
func dated(list []Record, birth, other store.Date) {
	if len(list) != 1 {
		return
	}
	if list[0].Birth.IsZero() {
		list[0].Birth = birth
	}
	if !other.IsZero() {
		list[0].Note = strings.TrimSpace(list[0].Note + " " + other.String())
	}
}
