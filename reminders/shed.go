package reminders

// spread moves a moment by what her number's load asks for (store.Shed), within the hours
// that are hers to choose.
func (p *planning) spread(r *Row, due int, moment int64) int64 {
	shifted := moment + int64(p.v.Shed.Shift(p.v.ID()))*60
	if r.Own {
		shifted = min(max(shifted, at(due, ownFirst)), at(due, ownLast))
	}
	return shifted
}

// sheds tells whether the reminder gives way to what must be said when more are enrolled
// than can be written to: lessons first, then the tablet on most days.
func (p *planning) sheds(d Due) bool {
	switch {
	case d.row.Kind == "edukasi":
		return p.v.Shed.DropsLesson()
	case d.row.Own && d.row != &lagi:
		return p.v.Shed.DropsTablet(p.v.ID(), d.Day.Number())
	}
	return false
}
