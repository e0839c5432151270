package reminders

import (
	"slices"
	"strconv"
)

// lesson is one of the 44 messages of the first thousand days (health-facts §10).
type lesson struct {
	n      int // the number there
	who    Whom
	reader string
	anchor Anchor
	on     []int
	late   int
	source string
}

// lessonsPregnant are those of the 270 days before birth.
var lessonsPregnant = []lesson{
	{1, Pregnant, "ibu", HPHT, []int{weeks(5)}, weeks(8), "KIA24 §1; ANC10 §1"},
	{2, Pregnant, "ibu", HPHT, []int{weeks(7)}, weeks(12), "TTDH §2; MMS §2.1"},
	{3, Pregnant, "ibu", HPHT, []int{weeks(8)}, 0, "KIA24 §8; TB6 §8"},
	{4, Pregnant, "ibu", HPHT, []int{weeks(11)}, weeks(12), "ANC10 §1; KIA24 §1"},
	{5, Pregnant, "ayah", HPHT, []int{weeks(12)}, 0, "KIA24 §10"},
	{6, Pregnant, "ibu", HPHT, []int{weeks(13)}, 0, "KIA24 §6.3"},
	{7, Pregnant, "ibu", HPHT, []int{weeks(16)}, 0, "ANC10 §1; IOM §3"},
	{8, Pregnant, "ibu", HPHT, []int{weeks(19)}, 0, "KIA24 §10"},
	{9, Pregnant, "ibu", HPHT, []int{weeks(20) + 3}, 0, "KIA24 §10"},
	{10, Pregnant, "ibu", HPHT, []int{weeks(24)}, 0, "TTDH §2; MMS §2.1"},
	{11, Pregnant, "ibu", HPHT, []int{weeks(26) + 3}, weeks(36), "KIA24 §8.1; TB6 §8.1"},
	{12, Pregnant, "keluarga", HPHT, []int{weeks(28)}, weeks(36), "KIA24 §10; KIA20 §10"},
	{13, Pregnant, "ibu", HPHT, []int{weeks(30) + 4}, 0, "ANC10 §1; HB24 §2.2"},
	{14, Pregnant, "ibu", HPHT, []int{weeks(32)}, weeks(39), "KIA24 §8.1"},
	{15, Pregnant, "ibu", HPHT, []int{weeks(34) + 4}, 0, "ANC10 §1"},
	{16, Pregnant, "ibu", HPHT, []int{weeks(36) + 3}, weeks(39), "KIA24 §8.2; KIA24 §1.8"},
	{17, Pregnant, "ibu", HPHT, []int{weeks(37) + 3}, weeks(40), "KIA24 §8.2"},
	{18, Pregnant, "ibu", HPHT, []int{weeks(40) + 4}, weeks(41), "design §1.5; KIA24 §8.2"},
}

// lessonsBorn are those after it.
var lessonsBorn = []lesson{
	{19, Nursing, "ibu", Birth, []int{0}, 1, "KIA24 §6.1; IMTAB §4.1"},
	{20, Nursing, "ibu", Birth, []int{2}, 3, "VITA §5; KIA24 §8.3"},
	{21, Nursing, "ibu", Birth, []int{4}, 7, "KIA24 §8.4; NB15 §8.4"},
	{22, Nursing, "ayah", Birth, []int{21}, 26, "JKN §11"},
	{23, Nursing, "ibu", Birth, []int{10}, 20, "KIA24 §6.1"},
	{24, Infant, "ibu", Birth, []int{15, 30, 75}, 120, "KIA24 §7.6"},
	{25, Infant, "ibu", Birth, []int{27}, 40, "IMTAB §4.1; KIA23 §7.3; KIPI §4.6"},
	{26, Nursing, "ibu", Birth, []int{32}, 42, "KIA24 §1.8; KIA24 §8.3"},
	{27, Infant, "ibu", BirthMonths, []int{2}, 0, "KIPI §4.6; IMTAB §4.1"},
	{28, Infant, "ibu", BirthMonths, []int{3}, 0, "KPSP §7.6; KIA24 §7.6"},
	{29, Infant, "ibu", BirthMonths, []int{4}, 5, "MPA24 §6.2; KIAfb §6.2"},
	{30, Infant, "ibu", BirthMonths, []int{5}, 0, "MPA24 §6.2; KIAfb §6.2"},
	{31, Infant, "ibu", Birth, []int{184}, 200, "MPA24 §6.2; FEED §6.2"},
	{32, Infant, "ibu", BirthMonths, []int{7}, 0, "MPA24 §6.2; KIAfb §6.2"},
	{33, Infant, "ibu", Birth, []int{278}, 0, "MPA24 §6.2; IMTAB §4.1"},
	{34, Infant, "ibu", BirthMonths, []int{10}, 0, "MPA24 §6.2"},
	{35, Infant, "ibu", Birth, []int{370}, 0, "MPA24 §6.2; IMTAB §4.1"},
	{36, Infant, "ibu", BirthMonths, []int{15}, 0, "MPA24 §6.2; WHOCF §6.2"},
	{37, Infant, "ibu", BirthMonths, []int{18}, 0, "IMTAB §4.1; KPSP §7.6"},
	{38, Infant, "ibu", BirthMonths, []int{21}, 0, "MPA24 §6.2; KPSP §7.6"},
	{39, Infant, "ibu", BirthMonths, []int{24}, 0, "ANTH §7.2; KIA24 §7"},
	{40, Infant, "ibu", Month, []int{1}, 0, "KIA23 §7.3"},
	{41, Infant, "ibu", Month, []int{-6}, 0, "VITA §5; WORM §5"},
	{42, Infant, "ibu", Month, []int{2}, 0, "ZINC §5; KIA24 §8.5"},
	{43, Infant, "ibu", Faltered, []int{2}, 0, "KIA23 §7.3; PMT §7.5"},
	{44, Infant, "keluarga", BirthMonths, []int{8, 20}, 0, "MPA24 §6.2; KIA24 §10"},
}

// weeks is a day of pregnancy.
func weeks(n int) int { return 7 * n }

// educationRows are the 44 messages, one row each. They are advice: nothing of them is
// said unreviewed where the city says so, and one a message at most.
func educationRows() []Row {
	var list []Row
	for _, e := range slices.Concat(lessonsPregnant, lessonsBorn) {
		key := strconv.Itoa(e.n)
		if e.n < 10 {
			key = "0" + key
		}
		list = append(list, Row{ID: "edukasi-" + key, Kind: "edukasi", For: e.who, Reader: e.reader, Anchor: e.anchor, On: e.on, Late: e.late, Hour: morning,
			Use: 4 * day, Gap: 6, When: educationWhen(e.n), Text: "pengingat.edukasi-" + key, Advice: true, Ends: lessonEnds(e.who), Source: e.source})
	}
	return list
}

func lessonEnds(w Whom) string {
	switch w {
	case Pregnant:
		return "lahir, kehilangan"
	case Nursing:
		return "42 hari lewat, kehilangan"
	}
	return "umur lewat, pindah"
}

// educationWhen is what some of the messages need beside their day.
func educationWhen(n int) func(s *subject, day int) bool {
	switch n {
	case 40: // how a weighing is read: twice a year is enough
		return func(s *subject, meet int) bool { age := s.ageMonths(meet); return age >= 1 && age%6 == 1 }
	case 41:
		return func(s *subject, meet int) bool {
			return s.ageMonths(meet) >= 6 && isMonth(s.set("vitamin-a"), s.month(meet))
		}
	case 42:
		return func(s *subject, meet int) bool { return isMonth(s.set("musim-sakit"), s.month(meet)) }
	}
	return nil
}
