package reminders

import (
	"maps"
	"slices"
	"time"

	"tumbuh/store"
)

// posyanduRows invite a family to its posyandu day (health-facts §10 no. 40), and ask
// one that did not come why, in the evening or, where the kader closes her day late,
// on the morning after.
func posyanduRows() []Row {
	ends := "anak terakhir lewat 59 bulan, pindah"
	return []Row{
		{ID: "posyandu-h3", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{-3}, Hour: morning,
			Use: 39 * time.Hour, Gap: 2, Text: "pengingat.posyandu-h3", Bare: "pengingat.posyandu-h3-hamil", Quiet: "pengingat.posyandu-h3.diam",
			Pass: true, Ends: ends, Source: "PROG §1.2; design §10"},
		{ID: "posyandu-timbang", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{-3}, Hour: morning,
			Use: 39 * time.Hour, Gap: 2, When: func(s *subject, meet int) bool { return s.kids && isMonth(s.set("bulan-timbang"), s.month(meet)) },
			Text: "pengingat.posyandu-timbang", Quiet: "pengingat.posyandu-h3.diam", Ends: ends, Source: "PROG §1.2"},
		{ID: "posyandu-h1", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{-1}, Hour: afternoon,
			Use: 16 * time.Hour, Text: "pengingat.posyandu-h1", Bare: "pengingat.posyandu-h1-hamil", Quiet: "pengingat.posyandu-h1.diam",
			Ends: ends, Source: "PROG §1.2; design §10"},
		{ID: "posyandu-absen", Kind: "posyandu", For: Home, Reader: "keluarga", Anchor: Posyandu, On: []int{0, 1}, Hour: evening, Hours: []int{evening, morning},
			Use: 2 * time.Hour, Gap: 1, When: func(s *subject, _ int) bool { return s.kids }, Absent: true,
			Text: "pengingat.posyandu-absen", Opens: "absen", Wait: 3 * day, Ends: "hadir, alasan dicatat kader", Source: "PROG §1.2"},
	}
}

// movedRow and offRow tell a family that was invited already that the day changed,
// or that it does not meet, once.
func movedRow() Row {
	return Row{ID: "posyandu-pindah", Kind: "posyandu", For: Home, Reader: "keluarga", Text: "pengingat.posyandu-pindah", Pass: true,
		Quiet: "pengingat.posyandu-pindah.diam", Ends: "sudah diberi tahu", Source: "PROG §1.2"}
}

func offRow() Row {
	return Row{ID: "posyandu-batal", Kind: "posyandu", For: Home, Reader: "keluarga", Text: "pengingat.posyandu-batal", Pass: true,
		Quiet: "pengingat.posyandu-batal.diam", Ends: "sudah diberi tahu", Source: "PROG §1.2"}
}

// changes adds the posyandu days that were moved or called off after the family had
// been invited to them. They are due as soon as anybody looks, until the later of the
// two days.
func (p *planning) changes(subs []subject) {
	f := &p.v.Family.Value
	py, ok := p.v.City.FindPosyandu(f.Posyandu)
	if !ok || len(py.Days.Moved) == 0 || subs[0].whom != Home {
		return
	}
	for _, was := range slices.Sorted(maps.Keys(py.Days.Moved)) {
		now := py.Days.Moved[was]
		old, err := store.ParseDate(was)
		if err != nil || now == old || !f.WasSent("posyandu-h3", "", old.Add(-3)) && !f.WasSent("posyandu-h1", "", old.Add(-1)) {
			continue
		}
		row := &moved
		if now.IsZero() {
			row, now = &off, old
		}
		last := old
		if now.After(old) {
			last = now
		}
		if until := last.At(12, 0); p.to <= until.Unix() && !f.WasSent(row.ID, "", now) {
			p.pending = append(p.pending, Due{Rule: row.ID, Day: now, At: time.Unix(p.to, 0).In(store.WIB), Until: until, row: row, s: &subs[0], meet: now.Number(), was: old})
		}
	}
}
