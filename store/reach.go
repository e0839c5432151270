package store

import (
	"slices"
	"time"
)

// Why says why a person gets no broadcast; "" means that she gets it.
type Why string

// The reasons, in the order in which they are looked at.
const (
	Reached      Why = ""
	NotMeant     Why = "bukan"  // the expression does not mean her
	NoConsent    Why = "izin"   // no consent to data and reminders
	SaidStop     Why = "stop"   // said STOP, or asked for rest
	Mourning     Why = "duka"   // lost a child or a pregnancy
	Unreachable  Why = "alamat" // no address that works
	LivesNotHere Why = "pindah" // moved away
	NotSure      Why = "diam"   // silent for so long that another may hold the phone
)

// Whom decides whether the person of the view gets a broadcast for the audience, and
// where. No expression overrides a refusal, a STOP or a loss. Staff get what names
// their role without having consented as a mother.
func (a Audience) Whom(v View) (Address, Why) {
	p, f := v.Person.Value, v.Family.Value
	via, ok := p.Reachable(Address{})
	who := subject{v: v, via: via}
	mother := v.Family.Version > 0 && f.Mother == v.ID()
	switch {
	case v.Person.Version == 0 || !a.root.match(who):
		return via, NotMeant
	case !a.Names("peran") && v.Family.Version == 0:
		return via, NotMeant
	case !p.Stopped.IsZero() || mother && f.Prefs.Snoozed.After(v.Now):
		return via, SaidStop
	case v.Family.Version > 0 && f.Mourns(v.Now):
		return via, Mourning
	case !(p.Consent.Data && p.Consent.Reminders) && !(p.Staff() && a.Names("peran")):
		return via, NoConsent
	case mother && !f.Moved.IsZero():
		return via, LivesNotHere
	case v.Family.Version > 0 && p.Unsure:
		return via, NotSure
	case !ok:
		return via, Unreachable
	}
	return via, Reached
}

// Mourns tells whether words for everybody must not reach the family: it rests after a
// loss, or a loss is the last thing known of it.
func (f Family) Mourns(now time.Time) bool {
	lost, left := false, false
	for _, p := range f.Pregnancies {
		lost, left = lost || p.End == EndLoss || p.End == EndDeath, left || p.Active()
	}
	for _, c := range f.Children {
		lost, left = lost || c.End == EndDeath || c.End == EndLoss, left || c.Active()
	}
	return f.PausedUntil.After(now) || lost && !left
}

// subject is one person as terms look at her.
type subject struct {
	v   View
	via Address
}

func (n node) match(s subject) bool {
	switch n.op {
	case opOr:
		return slices.ContainsFunc(n.kids, func(k node) bool { return k.match(s) })
	case opAnd:
		return !slices.ContainsFunc(n.kids, func(k node) bool { return !k.match(s) })
	case opNot:
		return !n.kids[0].match(s)
	}
	f := s.v.Family.Value
	switch n.key {
	case "semua":
		return true
	case "kanal":
		return string(s.via.Channel) == n.value
	case "peran":
		return s.is(Role(n.value))
	case "hamil": // a pregnancy is the mother's own: no caregiver is told of it
		p := f.Pregnancy()
		if p == nil || f.Mother != s.v.ID() {
			return false
		}
		weeks, _ := p.Weeks(s.v.Today())
		return n.from <= weeks && weeks <= n.to
	case "anak":
		return slices.ContainsFunc(f.Children, func(c Child) bool {
			age := c.AgeMonths(s.v.Today())
			return c.Active() && !c.Birth.After(s.v.Today()) && n.from <= age && age <= n.to
		})
	}
	return slices.ContainsFunc(s.places(n.key), func(id string) bool { return slices.Contains(n.ids, id) })
}

func (s subject) is(r Role) bool {
	family := s.v.Family.Version > 0
	switch r {
	case Ibu:
		return family && s.v.Family.Value.Mother == s.v.ID()
	case Pendamping:
		return family && s.v.Family.Value.Mother != s.v.ID()
	}
	return s.v.Person.Value.Has(r)
}

// places are where she lives and where she works, as ids of one kind of place.
func (s subject) places(kind string) (ids []string) {
	city, f := s.v.City, s.v.Family.Value
	at := func(kelurahan, posyandu, puskesmas string) {
		if p, ok := city.FindPosyandu(posyandu); ok {
			kelurahan, puskesmas = orElse(kelurahan, p.Kelurahan), orElse(puskesmas, p.Puskesmas)
		}
		k, _ := city.FindKelurahan(kelurahan)
		ids = append(ids, map[string]string{"kelurahan": kelurahan, "posyandu": posyandu,
			"puskesmas": orElse(puskesmas, k.Puskesmas), "kecamatan": k.Parent}[kind])
	}
	if s.v.Family.Version > 0 {
		at(f.Kelurahan, f.Posyandu, "")
	}
	for _, g := range s.v.Person.Value.Grants {
		at("", g.Posyandu, g.Puskesmas)
	}
	return ids
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}
