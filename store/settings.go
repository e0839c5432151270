package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Settings are the city's dated programme settings, one record. What is not set
// has the default of [SettingKeys].
type Settings struct {
	V      int                  `json:"v"`
	Values map[string][]Setting `json:"values,omitempty"`
	Extra  map[string]any       `json:",embed"`
}

// Setting is one value with the day it begins to hold, for the city or for one puskesmas.
type Setting struct {
	From      Date     `json:"from"`
	Value     string   `json:"value"`
	Puskesmas string   `json:"puskesmas,omitempty"`
	By        PersonID `json:"by,omitempty"`
}

// SettingKey describes a setting: its default, what it changes and what it accepts.
type SettingKey struct {
	Key, Default, Changes string
	Local                 bool // may differ by puskesmas
	Check                 func(string) error
}

// SettingKeys lists every setting. Facts that sources leave open are settings,
// never constants (health-facts §13).
func SettingKeys() []SettingKey { return slices.Clone(settingKeys) }

// settingKeys is read at every default; nobody writes to it.
var settingKeys = settingList()

func settingList() []SettingKey {
	return []SettingKey{
		{"anc", "6", "antenatal visits: 6 (K1–K6) or 8 (K1–K8)", true, oneOf("6", "8")},
		{"supplement", "ttd", "tablet of pregnancy: ttd or mms", true, oneOf("ttd", "mms")},
		{"ttd-nifas", "off", "days after birth for which the tablet of pregnancy goes on, like 40; off = nothing is said of it", true, offOr(number(1, 42))},
		{"heksavalen", "off", "birth date from which DPT-HB-Hib-IPV is given; off = not here", true, dateOrOff},
		{"heksavalen-ipv2", "ya", "is IPV2 given at 9 months after three hexavalent doses: ya or tidak", true, oneOf("ya", "tidak")},
		{"cacing", "2,8", "deworming months", true, months},
		{"vitamin-a", "2,8", "months of the vitamin A capsule", true, months},
		{"bulan-timbang", "2,8", "months in which every child is weighed and measured", true, months},
		{"hari-libur", holidays, "public holidays: days between commas, or off; a kader is asked a week before a posyandu day that falls on one", false, days},
		{"ramadan", "off", "first and last day of the fast, like 2027-02-08..2027-03-09 (set after the sidang isbat), or off", false, dayRange},
		{"ramadan-siang", "04:30-18:15", "hours of the fast, like 04:30-18:15: a tablet hour within them moves in Ramadan; off = none moves", false, spans},
		{"ramadan-tablet", "18:30", "hour to which it moves: after breaking the fast, or sahur like 04:00", false, clock},
		{"musim-sakit", "12", "months in which advice on diarrhoea and fever is sent", false, months},
		{"hari-ttd-remaja", "jumat", "day of the week of the girls' tablet", true, oneOf("minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu")},
		{"jam-mulai", "07:00", "first moment of what we choose to send, 04:00 to 22:00", false, clock},
		{"jam-akhir", "20:00", "last moment of what we choose to send, 04:00 to 22:00", false, clock},
		{"jeda-salat", "off", "rests within the hours, like 11:45-12:30,17:45-18:30; Ramadan has dated values of its own", false, spans},
		{"jeda-jumat", "off", "rests on a Friday, like 11:30-13:00", false, spans},
		{"batas-harian", "2", "messages a day a family did not ask for", false, number(1, 6)},
		{"jeda-duka", "40", "days routine messages rest after a loss", false, number(7, 120)},
		{"rujukan-hari", "3", "days until a referral nobody took is told again, and then to the admins", false, number(1, 14)},
		{"tangga-menit", "15", "minutes until an alert goes to the next in line", false, number(5, 60)},
		{"masa-ulasan", "730", "days for which a health worker's review of a text holds", false, number(30, 3650)},
		{"tanya-naik-jam", "4", "hours until a question nobody answered goes to all bidan of the puskesmas", false, number(1, 24)},
		{"tanya-akhir-jam", "24", "hours until a question nobody answered is told to the duty officer, and the mother hears that it waits", false, number(6, 96)},
		{"tanya-balik-menit", "10", "minutes after which a danger sign that was asked back counts as yes", false, number(3, 60)},
		{"rujukan", "-", "where to go in an emergency (hospital or PONED, with its street), said in every danger message; - = not known", true, words(120)},
		{"naskah-belum-ditinjau", "auto", "may unreviewed texts be sent: ya, tidak, auto (yes in try, no in serve)", false, oneOf("ya", "tidak", "auto")},
		{"siaran-izin", "500", "people from whom on a broadcast wants a second admin", false, number(1, 1000000)},
		{"siaran-telegram", "10", "broadcast messages a second on Telegram, for the estimate", false, number(1, 100)},
		{"siaran-whatsapp", "4", "broadcast messages a minute on WhatsApp, for the estimate", false, number(1, 60)},
		{"simpan-anak", "60", "months of age until which a child is kept (5 years; to be signed)", false, number(12, 240)},
		{"simpan-kehamilan", "365", "days a pregnancy is kept after its end (1 year; to be signed)", false, number(90, 3650)},
		{"simpan-audit", "60", "months audit lines are kept (5 years; to be signed)", false, number(12, 120)},
		{"simpan-siaran", "90", "days a broadcast is kept after its end", false, number(7, 730)},
		{"batas-pesan-menit", "300", "messages a minute one person may send before the bot only listens", false, number(20, 2000)},
		{"wa-per-menit", "4", "messages a minute a WhatsApp number sends unasked", false, number(1, 4)},
		{"wa-percakapan-baru", "300", "people a day a WhatsApp number writes to who did not write in the last 24 hours", false, number(10, 2000)},
		{"wa-pemanasan", "10,25,50", "percent of it in a number's first, second, … week", false, percents},
		{"wa-jeda-menit", "60", "minutes a WhatsApp number sends nothing unasked after WhatsApp refused it a chat", false, number(60, 10080)},
		{"simpan-orang-asing", "30", "days a stranger without consent is remembered, and one of whom no record is left, after the last word", false, number(1, 90)},
	}
}

// Get returns the value that holds on the day, for the puskesmas where one is
// set there, else for the city, else the default. An unknown key gives "".
func (s *Settings) Get(key, puskesmas string, on Date) string {
	value, from, local := "", Date{}, false
	if s != nil {
		for _, v := range s.Values[key] {
			if v.From.After(on) || (v.Puskesmas != "" && v.Puskesmas != puskesmas) {
				continue
			}
			mine := v.Puskesmas != ""
			if mine == local && v.From.Before(from) || local && !mine {
				continue
			}
			value, from, local = v.Value, v.From, mine
		}
	}
	if value != "" {
		return value
	}
	for _, k := range settingKeys {
		if k.Key == key {
			return k.Default
		}
	}
	return ""
}

// Int returns a numeric setting for the city.
func (s *Settings) Int(key string, on Date) int {
	n, _ := strconv.Atoi(s.Get(key, "", on))
	return n
}

// Unreviewed tells whether health advice that nobody signed may be sent; auto is what
// holds where the city left it to the program.
func (s *Settings) Unreviewed(auto bool, on Date) bool {
	switch s.Get("naskah-belum-ditinjau", "", on) {
	case "ya":
		return true
	case "tidak":
		return false
	}
	return auto
}

func oneOf(words ...string) func(string) error {
	return func(v string) error {
		for _, w := range words {
			if v == w {
				return nil
			}
		}
		return fmt.Errorf("want one of %s", strings.Join(words, ", "))
	}
}

func number(low, high int) func(string) error {
	return func(v string) error {
		if n, err := strconv.Atoi(v); err != nil || n < low || n > high || strconv.Itoa(n) != v {
			return fmt.Errorf("want a whole number from %d to %d", low, high)
		}
		return nil
	}
}

func words(most int) func(string) error {
	return func(v string) error {
		odd := strings.ContainsFunc(v, func(r rune) bool { return !unicode.IsPrint(r) || r == '{' || r == '}' })
		if strings.TrimSpace(v) == "" || len([]rune(v)) > most || odd || !utf8.ValidString(v) {
			return fmt.Errorf("want one line of at most %d characters", most)
		}
		return nil
	}
}

// Nobody is written to unasked before earliest or after latest, whatever is set: the same
// bounds as for an hour she chooses herself. In minutes of the day.
const earliest, latest = 4 * 60, 22 * 60

func clock(v string) error {
	h, m, ok := ParseClock(v)
	if !ok || fmt.Sprintf("%02d:%02d", h, m) != v || h*60+m < earliest || h*60+m > latest {
		return fmt.Errorf("want a time of day like 07:00, from 04:00 to 22:00")
	}
	return nil
}

// spans accepts "off" or a list like 11:30-13:00,17:45-18:30.
func spans(v string) error {
	if v == "off" {
		return nil
	}
	if _, ok := rests(v); !ok {
		return fmt.Errorf("want off or spans like 11:30-13:00,17:45-18:30")
	}
	return nil
}

// rests reads spans as minutes of the day, from and to; false when one is none.
func rests(v string) (list [][2]int, ok bool) {
	if v == "off" {
		return nil, true
	}
	for _, f := range strings.Split(v, ",") {
		a, b, _ := strings.Cut(strings.TrimSpace(f), "-")
		h1, m1, ok1 := ParseClock(a)
		h2, m2, ok2 := ParseClock(b)
		if !ok1 || !ok2 || h1*60+m1 >= h2*60+m2 {
			return nil, false
		}
		list = append(list, [2]int{h1*60 + m1, h2*60 + m2})
	}
	return list, true
}

func offOr(check func(string) error) func(string) error {
	return func(v string) error {
		if v == "off" {
			return nil
		}
		return check(v)
	}
}

func dateOrOff(v string) error {
	if v == "off" {
		return nil
	}
	_, err := ParseDate(v)
	return err
}

// holidays are those of 2026 by the joint decree of three ministers of 19 September 2025
// (two newspapers; the decree itself was not read: UNV), and of 2027 those of a fixed date.
const holidays = "2026-01-01,2026-01-16,2026-02-17,2026-03-19,2026-03-21,2026-03-22,2026-04-03,2026-04-05,2026-05-01,2026-05-14,2026-05-27,2026-05-31," +
	"2026-06-01,2026-06-16,2026-08-17,2026-08-25,2026-12-25,2027-01-01,2027-05-01,2027-06-01,2027-08-17,2027-12-25"

func days(v string) error {
	if v == "off" {
		return nil
	}
	for _, f := range strings.Split(v, ",") {
		if _, err := ParseDate(strings.TrimSpace(f)); err != nil {
			return fmt.Errorf("want days like 2026-12-25,2027-01-01, or off")
		}
	}
	return nil
}

func dayRange(v string) error {
	if v == "off" {
		return nil
	}
	from, to, _ := strings.Cut(v, "..")
	a, err1 := ParseDate(from)
	b, err2 := ParseDate(to)
	if err1 != nil || err2 != nil || b.Before(a) || b.Sub(a) > 31 {
		return fmt.Errorf("want two days at most a month apart, like 2027-02-08..2027-03-09, or off")
	}
	return nil
}

func percents(v string) error {
	for _, f := range strings.Split(v, ",") {
		if number(1, 100)(f) != nil {
			return fmt.Errorf("want percents like 10,25,50")
		}
	}
	return nil
}

func months(v string) error {
	for _, f := range strings.Split(v, ",") {
		if err := number(1, 12)(f); err != nil {
			return fmt.Errorf("want months like 2,8")
		}
	}
	return nil
}

// ParseClock reads "19:00" as hour and minute.
func ParseClock(s string) (hour, minute int, ok bool) {
	h, m, found := strings.Cut(s, ":")
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	ok = found && err1 == nil && err2 == nil && hour >= 0 && hour < 24 && minute >= 0 && minute < 60
	return hour, minute, ok
}
