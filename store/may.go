package store

// Act is something a person may want to do with a record.
type Act string

// The acts [May] decides on.
const (
	SeeChild     Act = "see-child"     // name, age, growth, vaccines
	SeePregnancy Act = "see-pregnancy" // pregnancy, loss, KB
	SeePhone     Act = "see-phone"     // her number
	EditFamily   Act = "edit-family"   // correct or end what is recorded
	Measure      Act = "measure"       // enter a posyandu day
	TakeAlert    Act = "take-alert"    // answer a danger alert
	// AnswerQuestion is to read what a mother asks a person, and to answer her.
	AnswerQuestion Act = "answer-question"
	SeeAggregate   Act = "see-aggregate" // counts without names
	SendBroadcast  Act = "send-broadcast"
	MakeInvite     Act = "make-invite"
	EditPosyandu   Act = "edit-posyandu" // its days
	HandOver       Act = "hand-over"     // give a kader's families to another
	EditSettings   Act = "edit-settings"
)

// Area is where a record belongs. Case is set where a task, an alert or a
// referral gives the actor a reason to see this one family.
type Area struct {
	Family    string // family record id; "" for a record that is no family's
	Posyandu  string
	Puskesmas string
	Case      bool
}

// May decides whether the actor may do the act on a record of the area. It is
// the only such decision in the program: every room asks here.
//
//   - a mother: everything of her own family;
//   - a second caregiver: the family's children, never pregnancy, loss or KB;
//   - a kader: families of her posyandu; a phone number only with a case;
//   - bidan and TPG: families of their puskesmas;
//   - a hospital: families referred to it (a case);
//   - an admin: counts, broadcasts, invitations, posyandu, settings; a name only with a case.
func May(actor Doc[Person], act Act, area Area) bool {
	p := actor.Value
	if area.Family != "" && (p.Family == area.Family || string(p.Caring) == area.Family) && mayFamily(actor, act, area) {
		return true
	}
	for _, g := range p.Grants {
		if mayGrant(g, act, area) {
			return true
		}
	}
	return false
}

func mayFamily(actor Doc[Person], act Act, area Area) bool {
	mother := actor.Ref.ID == area.Family
	switch act {
	case SeeChild:
		return true
	case SeePregnancy, EditFamily, SeePhone:
		return mother
	}
	return false
}

func mayGrant(g Grant, act Act, area Area) bool {
	switch g.Role {
	case Kader:
		here := g.Posyandu != "" && g.Posyandu == area.Posyandu
		switch act {
		case SeeChild, SeePregnancy, EditFamily, Measure, SeeAggregate, EditPosyandu:
			return here
		case SeePhone, TakeAlert, AnswerQuestion:
			return here && area.Case
		}
	case Bidan, TPG:
		here := g.Puskesmas != "" && g.Puskesmas == area.Puskesmas
		switch act {
		case SeeChild, SeePregnancy, Measure, SeeAggregate:
			return here
		case EditFamily, EditPosyandu, HandOver:
			return here && g.Role == Bidan
		case SeePhone, TakeAlert, AnswerQuestion:
			return here && area.Case
		}
	case RS:
		switch act {
		case SeeChild, SeePregnancy, SeePhone:
			return area.Case
		}
	case Admin:
		switch act {
		case SeeAggregate, SendBroadcast, MakeInvite, EditPosyandu, EditSettings, HandOver:
			return true
		case SeeChild, SeePregnancy, TakeAlert, AnswerQuestion, SeePhone:
			return area.Case
		}
	}
	return false
}
