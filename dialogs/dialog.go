package dialogs

import (
	"tumbuh/store"
)

// Dialog is one thing the bot can talk about, as data.
type Dialog struct {
	ID           string
	Opens        []string // whole messages that open it, normalised: "daftar hamil"
	May          func(c *Ctx) bool
	NeedsConsent bool // keeps data of the family: consent is asked first, and nothing is asked without it
	Steps        []Step
	Start        func(c *Ctx)                     // fills answers already known, before the first step
	Hear         func(c *Ctx, text string) bool   // hears every message while the dialog is open, outside its steps
	Ask          func(c *Ctx, text string) string // the key of what answers a question about the dialog itself, "" for none
	Done         func(c *Ctx)                     // writes what was decided; every step is answered
	Pick         func(c *Ctx, choice string) bool // a button of a message outside the steps
	File         func(c *Ctx) bool                // takes a photo or document that comes while the dialog is open
	Word         func(c *Ctx, text string) string // the choice a written answer to its reminder's question means, \"\" for none

	words map[string]string // what people call a field -> the step that asks it; made by [New]
}

// Step is one question of a dialog. Its words are naskah `<dialog>.<id>`.
type Step struct {
	ID       string
	Read     func(c *Ctx, text string) Reading
	Skip     func(c *Ctx) bool                 // not to be asked (known, or does not apply)
	Choices  func(c *Ctx) []store.Choice       // choices that depend on the view, before those of the text
	Vars     func(c *Ctx) []string             // placeholders of the question
	Optional bool                              // "lewati" is an answer
	Summary  bool                              // this step shows all answers and asks "Sudah benar?"
	Whole    bool                              // a choice is its number or its whole label: what says more is read
	Contact  bool                              // offer a "share my number" button
	Field    []string                          // words people use for it: "tgl lahir", "hpht"
	Show     func(c *Ctx, value string) string // how the answer reads in the summary
}

// Reading is what a step made of a text: a canonical value, or the key of the
// kind sentence to say instead. Confirm asks that sentence as a yes/no question
// and keeps the value only after "ya".
type Reading struct {
	OK      bool
	Value   string
	Say     string   // key of a sentence: why not, or what to confirm
	Vars    []string // its placeholders
	Confirm bool
	Offer   []string          // places to choose from, where several fit
	Also    map[string]string // answers to other steps found in the same text
}

// Skipped is the value of an optional question passed over.
const Skipped = "-"

// All lists every dialog: those of families, then those of staff. A new one is a line here.
func All() []Dialog { return append(ofFamilies(), ofStaff()...) }

func ofFamilies() []Dialog {
	return []Dialog{
		Welcome(),
		ConsentDialog(),
		RegisterPregnancy(),
		RegisterChild(),
		MyData(),
		Erase(),
		StopDialog(),
		Correct(),
		Birth(),
		Loss(),
		Tablet(),
		Handover(),
		AskBidan(),
		AskPerson(),
		OnLeave(),
		Taking(),
		MakeSure(),
		Discreet(),
		NewPhone(),
		Schedule(),
		Mute(),
		Unmute(),
		Snooze(),
		FollowUp(),
		Caregivers(),
		Joining(),
		SeeChildren(),
		SettingDialog(),
		Absent(),
		Vaccines(),
		Shot(),
		Antenatal(),
		Nursing(),
		Capsule(),
		MoveHome(),
		GrowthChart(),
		TabletCalendar(),
	}
}

func ofStaff() []Dialog {
	return []Dialog{
		Questions(),
		Answering(),
		Roster(),
		Invitation(),
		Caretaking(),
		Alerts(),
		Mistake(),
		Broadcasting(),
		BroadcastStatus(),
		Headcount(),
		Recalling(),
		PosyanduDay(),
		RegisterByKader(),
		MoveDay(),
		Referrals(),
		Search(),
		Residents(),
		Activity(),
		Guided(),
		Visit(),
		Paperwork(),
		Leaving(),
		LossOfOther(),
	}
}
