package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func testCity(t testing.TB) *City {
	t.Helper()
	c, err := LoadCity("36.74")
	if err != nil {
		t.Fatal(err)
	}
	return c.With(Register{Posyandu: c.ExamplePosyandu()}, 1)
}

var audienceNow = time.Date(2026, 3, 3, 9, 0, 0, 0, WIB)

// person makes the view of someone who may be written to, in Pondok Benda.
func person(c *City, change func(p *Person, f *Family)) View {
	kel := c.places("kelurahan", "Pondok Benda")[0]
	p := Person{V: 1, Addresses: []Reach{{Address: Address{Telegram, "1"}}}, Consent: Consent{Data: true, Reminders: true}}
	f := Family{V: 1, Mother: "m", Kelurahan: kel, Posyandu: c.PosyanduOf(kel)[0].ID}
	family := int64(1)
	change(&p, &f)
	if f.Mother == "" {
		family = 0
	}
	return View{Now: audienceNow, City: c, Person: Doc[Person]{Ref{KindPerson, "m"}, 1, p}, Family: Doc[Family]{Ref{KindFamily, "m"}, family, f}}
}

func pregnant(weeks int) func(*Person, *Family) {
	return func(_ *Person, f *Family) {
		f.Pregnancies = []Pregnancy{{ID: "p1", HPHT: DateOf(audienceNow).Add(-7 * weeks)}}
	}
}

func TestAudienceMeansWhom(t *testing.T) {
	c := testCity(t)
	child := func(months int) func(*Person, *Family) {
		return func(_ *Person, f *Family) {
			f.Children = []Child{{ID: "c1", Birth: DateOf(audienceNow).AddMonths(-months)}}
		}
	}
	kader := func(p *Person, f *Family) {
		p.Grants, p.Consent = []Grant{{Role: Kader, Posyandu: f.Posyandu}}, Consent{}
		*f = Family{}
	}
	for _, row := range []struct {
		expr string
		who  func(*Person, *Family)
		want Why
	}{
		{"hamil=28..40", pregnant(28), Reached},
		{"hamil=28..40", pregnant(40), Reached},
		{"hamil=28..40", pregnant(27), NotMeant},
		{"hamil=28..40", pregnant(41), NotMeant},
		{"hamil", pregnant(5), Reached},
		{"hamil=30", pregnant(30), Reached},
		{"hamil=..12", pregnant(12), Reached},
		{"hamil=36..", pregnant(35), NotMeant},
		{"anak=6..11", child(6), Reached},
		{"anak=6..11", child(11), Reached},
		{"anak=6..11", child(12), NotMeant},
		{"anak=6..11", pregnant(20), NotMeant},
		{"kelurahan=pondok benda & anak", child(3), Reached},
		{`kelurahan="PONDOK BENDA" & !anak`, child(3), NotMeant},
		{"kecamatan=Pamulang & anak", child(3), Reached},
		{"kecamatan=Serpong & anak", child(3), NotMeant},
		{"kanal=telegram&anak", child(3), Reached},
		{"kanal=whatsapp|hamil", child(3), NotMeant},
		{"hamil | anak & kanal=whatsapp", pregnant(3), Reached},
		{"(hamil | anak) & kanal=whatsapp", pregnant(3), NotMeant},
		{"!(hamil | anak)", pregnant(3), NotMeant},
		{"semua", pregnant(3), Reached},
		{"semua", kader, NotMeant},
		{"kelurahan=Pondok Benda", kader, NotMeant},
		{"peran=kader", kader, Reached},
		{"peran=kader & kelurahan=Pondok Benda", kader, Reached},
		{"peran=kader & kelurahan=Serua", kader, NotMeant},
		{"peran=bidan", kader, NotMeant},
		{"peran=ibu", pregnant(3), Reached},
	} {
		a, err := ParseAudience(row.expr, c)
		if err != nil {
			t.Errorf("%s: %v", row.expr, err)
			continue
		}
		if _, why := a.Whom(person(c, row.who)); why != row.want {
			t.Errorf("%s: %q, want %q", row.expr, why, row.want)
		}
	}
}

// No expression reaches who refused, said STOP, lost a child, moved away or cannot be reached.
func TestAudienceNeverReaches(t *testing.T) {
	c := testCity(t)
	today := DateOf(audienceNow)
	for name, row := range map[string]struct {
		who  func(*Person, *Family)
		want Why
	}{
		"no consent":         {func(p *Person, f *Family) { p.Consent = Consent{} }, NoConsent},
		"data only":          {func(p *Person, f *Family) { p.Consent = Consent{Data: true} }, NoConsent},
		"said stop":          {func(p *Person, f *Family) { p.Stopped = audienceNow }, SaidStop},
		"asked for rest":     {func(p *Person, f *Family) { f.Prefs.Snoozed = audienceNow.Add(time.Hour) }, SaidStop},
		"rests after a loss": {func(p *Person, f *Family) { f.PausedUntil = audienceNow.Add(time.Hour) }, Mourning},
		"lost her only one": {func(p *Person, f *Family) {
			f.Pregnancies = []Pregnancy{{ID: "p1", HPHT: today.Add(-1000), Ended: today.Add(-900), End: EndLoss}}
		}, Mourning},
		"a kader who lost a child": {func(p *Person, f *Family) {
			p.Grants = []Grant{{Role: Kader, Posyandu: f.Posyandu}}
			f.Children = []Child{{ID: "c1", Birth: today.Add(-90), Ended: today.Add(-50), End: EndDeath}}
		}, Mourning},
		"moved away":   {func(p *Person, f *Family) { f.Moved = today }, LivesNotHere},
		"blocked us":   {func(p *Person, f *Family) { p.Addresses[0].Gone = audienceNow }, Unreachable},
		"long silence": {func(p *Person, f *Family) { p.Unsure = true }, NotSure},
	} {
		for _, expr := range []string{"semua", "peran=ibu | peran=kader", "!hamil | semua", "kelurahan=Pondok Benda"} {
			a, err := ParseAudience(expr, c)
			if err != nil {
				t.Fatal(err)
			}
			if _, why := a.Whom(person(c, row.who)); why != row.want {
				t.Errorf("%s with %s: %q, want %q", name, expr, why, row.want)
			}
			if _, why := a.Whom(person(c, func(*Person, *Family) {})); why != Reached {
				t.Errorf("%s does not reach an ordinary mother: %q", expr, why)
			}
		}
	}
}

func TestAudienceSaysWhatIsWrong(t *testing.T) {
	c := testCity(t)
	for expr, want := range map[string]string{
		"": AudienceEmpty, "hamil &": AudienceEmpty, "| hamil": AudienceEmpty, "()": AudienceEmpty, "=3": AudienceEmpty,
		"umur=3": AudienceTerm, "semua=ya": AudienceTerm, "kelurahan=Bogor": AudiencePlace, "kelurahan": AudiencePlace, "posyandu=": AudiencePlace,
		"hamil=a..b": AudienceRange, "hamil=40..28": AudienceRange, "anak=-1": AudienceRange, "anak=..": AudienceRange, "anak=1..2..3": AudienceRange,
		"kanal=fax": AudienceValue, "peran=raja": AudienceValue, "peran": AudienceValue,
		"peran=kader hamil=3": AudienceClose, `kelurahan="Serua" é`: AudienceClose, "(hamil": AudienceClose, "hamil)": AudienceClose, `kelurahan="Serua`: AudienceClose, "hamil (anak)": AudienceClose,
		strings.Repeat("!", 60) + "hamil": AudienceLong, strings.Repeat("hamil & ", 300) + "anak": AudienceLong,
	} {
		_, err := ParseAudience(expr, c)
		var bad *AudienceError
		if !errors.As(err, &bad) || bad.Code != want {
			t.Errorf("%q: %v, want %s", expr, err, want)
		}
	}
}

// What is near enough is offered, what is not is not; an offer is an expression itself.
func TestAudienceOffersWhatWasMeant(t *testing.T) {
	c := testCity(t)
	for expr, want := range map[string]string{
		"hamil=28-40": "hamil=28..40", "hamil=40..28": "hamil=28..40", "anak=6..11bulan": "anak=6..11", "anak=6 bulan": "anak=6", "hamil=": "", "hamil=a..b": "", "hamil=1..2..3": "",
		"kelurahan=Pamulang": "kecamatan=Pamulang", "kelurahan==Rempoa": "kelurahan=Rempoa", "kelurahan:Rempoa": "kelurahan=rempoa", "kelurahan=Bogor": "", "kelurahan=": "",
		"kanal=wa": "kanal=whatsapp", "kanal=fax": "", "peran=kader,bidan": "peran=kader | peran=bidan", "peran=raja": "", "ibu hamil": "hamil", "semua & kader": "peran=kader", "umur=3": "",
		"menyusui": "anak=..23", "ibu menyusui": "anak=..23", "menyusui=0..5": "anak=0..5",
	} {
		_, err := ParseAudience(expr, c)
		var bad *AudienceError
		if !errors.As(err, &bad) || bad.Try != want {
			t.Errorf("%q: %v offers %q, want %q", expr, err, bad.Try, want)
		}
	}
	var bad *AudienceError
	if _, err := ParseAudience("semua &  umur=3", c); !errors.As(err, &bad) || bad.At != 9 || bad.Key != "umur" {
		t.Errorf("%+v, want the place of the term", bad)
	}
}

func genAudience(depth int) *rapid.Generator[string] {
	term := rapid.SampledFrom([]string{"hamil=28..40", "hamil", "anak=6..11", "anak=..3", "kanal=telegram", "peran=kader", "semua",
		"kelurahan=Pondok Benda", `posyandu="Posyandu Pondok Benda (contoh)"`, "kecamatan=Serpong", "puskesmas=Pamulang"})
	if depth == 0 {
		return term
	}
	return rapid.Custom(func(t *rapid.T) string {
		sub := genAudience(depth - 1)
		switch rapid.IntRange(0, 4).Draw(t, "form") {
		case 0:
			return sub.Draw(t, "a") + " & " + sub.Draw(t, "b")
		case 1:
			return sub.Draw(t, "a") + "|" + sub.Draw(t, "b")
		case 2:
			return "!" + term.Draw(t, "a")
		case 3:
			return "( " + sub.Draw(t, "a") + " )"
		}
		return term.Draw(t, "a")
	})
}

// What is written is read back the same, and the laws of logic hold for everybody.
func TestAudienceProperties(t *testing.T) {
	c := testCity(t)
	rapid.Check(t, func(t *rapid.T) {
		a, b := genAudience(3).Draw(t, "a"), genAudience(3).Draw(t, "b")
		v := person(c, func(p *Person, f *Family) {
			pregnant(rapid.IntRange(0, 45).Draw(t, "weeks"))(p, f)
			f.Children = []Child{{ID: "c1", Birth: DateOf(audienceNow).AddMonths(-rapid.IntRange(0, 70).Draw(t, "months"))}}
			if rapid.Bool().Draw(t, "kader") {
				p.Grants = []Grant{{Role: Kader, Posyandu: f.Posyandu}}
			}
			f.Kelurahan = rapid.SampledFrom(c.Kelurahan).Draw(t, "kelurahan").ID
		})
		means := func(expr string) bool {
			x, err := ParseAudience(expr, c)
			if err != nil {
				t.Fatalf("%s: %v", expr, err)
			}
			y, err := ParseAudience(x.String(), c)
			if err != nil || y.String() != x.String() {
				t.Fatalf("%s was written as %s and read as %s (%v)", expr, x, y, err)
			}
			who := subject{v: v, via: Address{Telegram, "1"}}
			if x.root.match(who) != y.root.match(who) {
				t.Fatalf("%s and %s mean others", expr, x)
			}
			return x.root.match(who)
		}
		if means("!("+a+")") == means(a) {
			t.Fatalf("! does not turn %s round", a)
		}
		if means("("+a+") & ("+b+")") != (means(a) && means(b)) || means("("+a+") | ("+b+")") != (means(a) || means(b)) {
			t.Fatalf("& or | of %s and %s is wrong", a, b)
		}
	})
}

func FuzzAudience(f *testing.F) {
	c := testCity(f)
	for _, s := range []string{"kelurahan=Serua & hamil=28..40 & anak=6..11 & kanal=telegram & peran=kader", "!(hamil|anak)", `posyandu="a (b)"`, "((", "=="} {
		f.Add(s)
	}
	v := person(c, pregnant(20))
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAudience(s, c)
		if err != nil {
			if !errors.As(err, new(*AudienceError)) {
				t.Fatalf("%q: %v has no code", s, err)
			}
			return
		}
		a.Whom(v)
		if b, err := ParseAudience(a.String(), c); err != nil || b.String() != a.String() {
			t.Fatalf("%q was written as %q: %v", s, a, err)
		}
	})
}

func TestBroadcastText(t *testing.T) {
	for text, want := range map[string]string{"Halo {nama}, bawa {anak} ke {posyandu} di {kelurahan}": "", "Halo {nma}": "{nma}", "Halo {nama": "{", "a } b": "}", "": ""} {
		if got := CheckBroadcast(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for _, p := range Placeholders() {
		if !slices.Contains(Placeholders(), p) || CheckBroadcast("{"+p+"}") != "" {
			t.Errorf("{%s} is refused", p)
		}
	}
}

// The estimate stays inside the window and goes on the next morning.
func TestEstimate(t *testing.T) {
	s := &Settings{}
	day := DateOf(audienceNow)
	for _, row := range []struct {
		heads map[Channel]int
		from  time.Time
		want  time.Time
	}{
		{map[Channel]int{Telegram: 600}, day.At(9, 0), day.At(9, 1)},
		{map[Channel]int{Telegram: 600}, day.At(5, 0), day.At(7, 1)},
		{map[Channel]int{Telegram: 600}, day.At(21, 0), day.Add(1).At(7, 1)},
		{map[Channel]int{WhatsApp: 40, Telegram: 600}, day.At(19, 45), day.Add(1).At(7, 5)},
		{map[Channel]int{WhatsApp: 4 * 60 * 13}, day.At(7, 0), day.Add(1).At(7, 10)},
		{nil, day.At(9, 0), day.At(9, 0)},
	} {
		if got := Estimate(s, row.heads, row.from); !got.Equal(row.want) {
			t.Errorf("%v from %s: %s, want %s", row.heads, row.from, got, row.want)
		}
	}
}
