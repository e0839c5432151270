package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"tumbuh/store"
)

// The synthetic city: families made by a seed, with a year of things that happen to
// them. It lives through the real sweep, commit and outbox; only the network and the
// people are made up. All of it follows from the seed and the number of families.

// happening is something a person does of her own, at a moment.
type happening struct {
	family int
	at     time.Time
	what   string // "lahir", "duka", "stop", "mulai", "hapus", "blokir", "kembali"
}

// citizen is what the simulation knows of one family: what must and must not be said.
type citizen struct {
	own              int // minutes after midnight of the hour she chose
	pregnant         bool
	hpht             store.Date
	answers          float64 // how often she answers the tablet
	stopped, blocked bool
	erased           bool
	resting          time.Time // after a loss: nothing routine until then
	withdrawn        time.Time // when last what waited for her was taken back
	first            time.Time // the first thing that happened to her; the zero time = nothing
}

// city is the population and its year.
type city struct {
	seed     uint64
	start    time.Time
	end      time.Time
	people   []citizen
	happens  []happening // by time
	posyandu []store.Posyandu
}

// newCity makes a city of so many families; one in five is pregnant.
func newCity(base *store.City, families int, start time.Time, days int, seed uint64) *city {
	c := &city{seed: seed, start: start, end: start.AddDate(0, 0, days), people: make([]citizen, families), posyandu: base.ExamplePosyandu()}
	for i := range c.people {
		c.people[i] = c.citizen(i)
	}
	c.plan()
	return c
}

// dice are one family's own, so that a city of more families has the same first ones.
func (c *city) dice(i int, what uint64) *rand.Rand {
	return rand.New(rand.NewPCG(c.seed+what, uint64(i)))
}

func (c *city) citizen(i int) citizen {
	r := c.dice(i, 1)
	hours := []int{4 * 60, 12 * 60, 19 * 60, 19 * 60, 22 * 60}
	p := citizen{own: hours[r.IntN(len(hours))], answers: 0.05, pregnant: r.IntN(5) == 0}
	if r.IntN(10) == 0 {
		p.answers = r.Float64()
	}
	if p.pregnant {
		p.hpht = store.DateOf(c.start).Add(-r.IntN(250))
	}
	return p
}

// address is a family's address on the made-up network.
func (c *city) address(i int) string { return fmt.Sprintf("k%07d", i) }

// family is what the family registered.
func (c *city) family(i int) (store.Family, store.Posyandu) {
	r, p, today := c.dice(i, 2), c.people[i], store.DateOf(c.start)
	f := store.Family{MotherName: "Mawar Lestari", MotherBirth: today.AddMonths(-12 * (18 + r.IntN(25))), Prefs: store.Prefs{TTDHour: fmt.Sprintf("%02d:%02d", p.own/60, p.own%60)}}
	if p.pregnant {
		f.Pregnancies = []store.Pregnancy{{ID: "p1", HPHT: p.hpht, From: "hpht", Since: c.start}}
	}
	n := 1 + r.IntN(2)
	if p.pregnant {
		n--
	}
	for k := range n {
		f.Children = append(f.Children, store.Child{ID: fmt.Sprintf("c%d", k+1), Name: []string{"Kenzo", "Aisyah"}[k], Sex: []string{"L", "P"}[k],
			Birth: today.Add(-r.IntN(1800)), BirthWeight: 3100, Since: c.start})
	}
	return f, c.posyandu[i%len(c.posyandu)]
}

// plan draws what happens to each family in the year.
func (c *city) plan() {
	days := int(c.end.Sub(c.start) / (24 * time.Hour))
	for i := range c.people {
		r, p := c.dice(i, 3), &c.people[i]
		at := func(day, spread int) time.Time {
			return c.start.AddDate(0, 0, day).Add(time.Duration(8*60+r.IntN(spread)) * time.Minute)
		}
		switch n := r.IntN(100); {
		case n < 3:
			day := r.IntN(days)
			c.add(i, at(day, 600), "stop")
			if n == 0 {
				c.add(i, at(day+30, 600), "mulai")
			}
		case n < 4:
			c.add(i, at(r.IntN(days), 600), "hapus")
		case n < 6:
			day := r.IntN(days)
			c.add(i, at(day, 600), "blokir")
			c.add(i, at(day+20, 600), "kembali")
		case n < 9 && p.pregnant:
			c.add(i, at(r.IntN(100), 600), "duka")
		case n < 90 && p.pregnant:
			c.add(i, at(p.hpht.Add(280).Sub(store.DateOf(c.start))-10+r.IntN(14), 600), "lahir")
		}
	}
	sortHappenings(c.happens)
}

func (c *city) add(i int, at time.Time, what string) {
	if at.After(c.start) && at.Before(c.end) {
		c.happens = append(c.happens, happening{i, at, what})
	}
}

// settleIn writes all families into the store and tells how many are there.
func (c *city) settleIn(ctx context.Context, a *app, done func(n int)) error {
	base := a.db.City().With(store.Register{Posyandu: c.posyandu}, 1)
	const page = 100
	var mu sync.Mutex
	settled := 0
	return eachPage(len(c.people), page, 8, func(first, last int) error {
		var turns []store.Turn
		for i := first; i < last; i++ {
			f, py := c.family(i)
			id := fmt.Sprintf("kota%012d", i)
			v := store.View{Now: c.start, From: store.Address{Channel: store.WebPhone, ID: c.address(i)}, City: base,
				Person: store.Doc[store.Person]{Ref: store.Ref{Kind: store.KindPerson, ID: id}}, Family: store.Doc[store.Family]{Ref: store.Ref{Kind: store.KindFamily, ID: id}}}
			t := samplePerson{address: c.address(i), name: "Mawar Lestari", grant: store.Grant{Role: store.Ibu}, family: &f}.turn(v, py.Kelurahan, py.ID)
			t.Once = ""
			turns = append(turns, t)
		}
		_, err := a.db.Commit(ctx, turns...)
		mu.Lock()
		defer mu.Unlock()
		settled += last - first
		done(settled)
		return err
	})
}
