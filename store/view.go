package store

import "time"

// View is all a decision may look at. Deciding reads no clock and does no I/O:
// the same view and message give the same turn, byte for byte.
type View struct {
	Now      time.Time // program time
	From     Address
	Bound    PersonID // whom the address points to in the store ("" = stranger)
	Person   Doc[Person]
	Family   Doc[Family]
	Session  Doc[Session]
	City     *City
	Settings *Settings
	Have     Have // what a Need brought

	Shed Shed // what gives way of the unasked; nothing unless her number is overloaded

	New  []Address // names of hers that point to nobody yet: the turn binds them
	Twin *View     // somebody else whom the network now says to be her
}

// ID returns the person's id.
func (v View) ID() PersonID { return PersonID(v.Person.Ref.ID) }

// Today returns the WIB day of Now.
func (v View) Today() Date { return DateOf(v.Now) }

// NeedKind is one of the closed list of things a decision may ask for.
type NeedKind string

// The needs. The gateway fetches one, puts it in View.Have and asks again, at
// most three times a message.
const (
	NeedStaff  NeedKind = "staff"  // kader and bidan of a posyandu, or bidan of a puskesmas; duty officer and admins
	NeedRoster NeedKind = "roster" // families of a posyandu, or of several with commas between
	NeedInvite NeedKind = "invite" // the invitation with a code
	NeedPerson NeedKind = "person" // another person with her family
	NeedAlert  NeedKind = "alert"  // an alert by id
	NeedAlerts NeedKind = "alerts" // all open alerts
	NeedTasks  NeedKind = "tasks"  // open tasks of a person
	NeedTask   NeedKind = "task"   // a task by id
	NeedAbout  NeedKind = "about"  // tasks and alerts that speak of a person
	NeedGrowth NeedKind = "growth" // measurements and checks of a family (Person) or of all families of a posyandu (ID)
	NeedDay    NeedKind = "day"    // a posyandu day by id

	NeedQuestion  NeedKind = "question"  // a question for a person by its id
	NeedQuestions NeedKind = "questions" // all that wait
	NeedReferral  NeedKind = "referral"  // a referral by id
	NeedReferrals NeedKind = "referrals" // the open ones of a puskesmas, or "rs"
	NeedHospital  NeedKind = "hospital"  // those who take children in at hospitals
)

// Need is what a decision must know before it can be taken.
type Need struct {
	Kind   NeedKind
	ID     string // code, alert id, posyandu id, child id
	Person PersonID
}

// Have is what needs brought. Only what was asked for is set.
type Have struct {
	Got         []Need
	Staff       []Member
	Duty        PersonID // the city's duty officer, "" where none is named
	Roster      []Member
	Invite      *Doc[Invite]
	Other       *Member  // the last person a need brought
	People      []Member // all of them
	Alert       *Doc[Alert]
	Alerts      []Doc[Alert]
	Tasks       []Doc[Task]
	Task        *Doc[Task]
	AboutTasks  []Doc[Task]
	AboutAlerts []Doc[Alert]
	Growth      []Doc[Growth] // Version 0: nothing measured yet
	Checks      []Doc[Checks]
	Day         *Doc[Day]
	Settings    *Doc[Settings]
	Referral    *Doc[Referral]
	Referrals   []Doc[Referral]
	Hospital    []Member
	Heads       *Heads
	Broadcast   *Doc[Announcement]
	Broadcasts  []Doc[Announcement]
	Tally       map[string]int // outcomes of Broadcast
	File        *File

	Question       *Doc[Question]
	Questions      []Doc[Question]
	AboutQuestions []Doc[Question]
	AboutReferrals []Doc[Referral]
}

// Heads is whom an audience means: how many by channel, how many get nothing by
// reason, and a few of them.
type Heads struct {
	By      map[Channel]int
	Left    map[Why]int
	Samples []View
}

// Has tells whether the need was already fetched (it may have brought nothing).
func (h Have) Has(n Need) bool {
	for _, g := range h.Got {
		if g == n {
			return true
		}
	}
	return false
}

// Member is another person with her family, as a need brings them.
type Member struct {
	Person Doc[Person]
	Family Doc[Family]
}

// ID returns the member's person id.
func (m Member) ID() PersonID { return PersonID(m.Person.Ref.ID) }

// Person returns a person that a need brought, or nil.
func (h Have) Person(id PersonID) *Member {
	for i := range h.People {
		if h.People[i].ID() == id {
			return &h.People[i]
		}
	}
	return nil
}

// GrowthOf returns the measurements of a child that a need brought, or nil.
func (h Have) GrowthOf(family PersonID, child string) *Doc[Growth] {
	for i := range h.Growth {
		if h.Growth[i].Ref == GrowthRef(family, child) {
			return &h.Growth[i]
		}
	}
	return nil
}

// ChecksOf returns the checks of a pregnancy that a need brought, or nil.
func (h Have) ChecksOf(family PersonID, pregnancy string) *Doc[Checks] {
	for i := range h.Checks {
		if h.Checks[i].Ref == ChecksRef(family, pregnancy) {
			return &h.Checks[i]
		}
	}
	return nil
}
