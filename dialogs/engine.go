package dialogs

import (
	"errors"
	"fmt"
	"time"

	"tumbuh/dialogs/faq"
	"tumbuh/dialogs/naskah"
	"tumbuh/store"
)

// Config joins the engine with what it must not import or choose itself.
type Config struct {
	Texts      *naskah.Texts
	Detect     func(text string, p faq.Profile) (faq.Danger, bool)          // danger signs
	Find       func(text string, p faq.Profile) faq.Result                  // topics
	NextWake   func(v store.View) time.Time                                 // when reminders must look at her next
	Kinds      []Kind                                                       // kinds of reminders she may silence
	Fill       func(text string, v store.View) string                       // a broadcast's text for one person
	Doses      []Vaccine                                                    // the schedule's doses, by age
	DosesUpTo  func(birth, on store.Date) []string                          // those a child of that age may have had
	NamedDoses func(f store.Family, child string, meet store.Date) []string // those named to her for a posyandu day
	BotName    string                                                       // for the privacy text
	Unreviewed bool                                                         // may texts that no health worker signed be sent
}

// Engine answers messages. It holds no state between them.
type Engine struct {
	Config
	dialogs []Dialog
	byID    map[string]*Dialog
	opens   map[string]*Dialog
}

// New checks everything that is declared (each step's text exists, ids are
// unique, opening words do not collide) and reports all faults at once.
func New(cfg Config) (*Engine, error) {
	e := &Engine{Config: cfg, dialogs: All(), byID: map[string]*Dialog{}, opens: map[string]*Dialog{}}
	var faults []error
	for i := range e.dialogs {
		d := &e.dialogs[i]
		if e.byID[d.ID] != nil {
			faults = append(faults, fmt.Errorf("dialog %s is declared twice", d.ID))
		}
		e.byID[d.ID], d.words = d, d.fields()
		for _, w := range d.Opens {
			if e.opens[w] != nil {
				faults = append(faults, fmt.Errorf("%q opens both %s and %s", w, e.opens[w].ID, d.ID))
			}
			e.opens[w] = d
		}
		for _, s := range d.Steps {
			if _, ok := cfg.Texts.Get(d.ID + "." + s.ID); !ok {
				faults = append(faults, fmt.Errorf("step %s.%s has no text", d.ID, s.ID))
			}
		}
	}
	for _, k := range cfg.Kinds {
		if _, ok := cfg.Texts.Get("bisu.jenis-" + k.ID); !ok {
			faults = append(faults, fmt.Errorf("kind of reminder %s has no label bisu.jenis-%s", k.ID, k.ID))
		}
	}
	if cfg.Detect == nil || cfg.Find == nil || cfg.NextWake == nil || cfg.Fill == nil {
		faults = append(faults, errors.New("engine needs Detect, Find, NextWake and Fill"))
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("checking dialogs: %w", errors.Join(faults...))
	}
	return e, nil
}

// Step decides one incoming thing. When it must know more it returns a Need and
// is called again with the View that has it.
func (e *Engine) Step(v store.View, in store.Incoming) (store.Turn, *store.Need) {
	c := newCtx(e, v, in)
	c.respond()
	if c.need != nil {
		return store.Turn{}, c.need
	}
	return c.turn(), nil
}

// respond is the order of architecture §6. Each line says whether it answered.
func (c *Ctx) respond() {
	if c.in.Kind == store.InGroup {
		c.Say("umum.grup")
		c.keepNothing = true
		return
	}
	c.arrive()
	for _, answer := range []func() bool{
		c.answerDanger,
		c.answerFlood,
		c.answerCry,
		c.answerKind,
		c.answerButton,
		c.answerControl,
		c.answerThanks,
		c.answerDangerState,
		c.answerOpenDay,
		c.answerAboutBot,
		c.answerConfirm,
		c.answerDuty,
		c.answerEvent,
		c.answerCorrection,
		c.answerChange,
		c.answerOldDay,
		c.answerDayBeneath,
		c.answerRest,
		c.answerStep,
		c.answerStray,
		c.answerOpen,
		c.answerOpening,
		c.answerRecord,
		c.answerDangerTale,
		c.answerGoodNews,
		c.noteWords,
		c.answerQuestion,
	} {
		if answer() || c.need != nil {
			return
		}
	}
	c.misunderstood()
}

// Has tells whether there is a dialog of this id.
func (e *Engine) Has(id string) bool { return e.byID[id] != nil }
