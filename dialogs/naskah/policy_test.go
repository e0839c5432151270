package naskah

import "testing"

// Who signed what decides whether it is sent, but for danger and plain talk.
func TestPolicy(t *testing.T) {
	signed := func(e Entry, day, until string) Entry { e.Reviewed, e.Expires = day+" lembar ab", until; return e }
	advice := Entry{Key: "ttd.mual", Source: "TTDH §2; BOT"}
	for _, c := range []struct {
		name string
		e    Entry
		p    Policy
		want bool
	}{
		{"unsigned advice in serve", advice, Policy{Today: "2026-03-03"}, false},
		{"unsigned advice where the city allows it", advice, Policy{Today: "2026-03-03", Unreviewed: true}, true},
		{"signed advice", signed(advice, "2026-03-01", ""), Policy{Today: "2026-03-03", Valid: 730}, true},
		{"the last day of a review", signed(advice, "2026-03-01", ""), Policy{Today: "2026-03-31", Valid: 30}, true},
		{"the day after", signed(advice, "2026-03-01", ""), Policy{Today: "2026-04-01", Valid: 30}, false},
		{"an expired review, though unsigned ones may go", signed(advice, "2026-03-01", ""), Policy{Today: "2026-04-01", Valid: 30, Unreviewed: true}, false},
		{"a text that ends sooner than the setting", signed(advice, "2026-03-01", "2026-03-10"), Policy{Today: "2026-03-11", Valid: 730}, false},
		{"no setting", signed(advice, "2020-03-01", ""), Policy{Today: "2026-03-11"}, true},
		{"plain talk", Entry{Key: "pengingat.posyandu-h3", Source: "PROG §1.2; design §10"}, Policy{Today: "2026-03-03"}, true},
		{"whom to ask", Entry{Key: "faq.kulit-bayi", Source: NoFact}, Policy{Today: "2026-03-03"}, true},
		{"no source", Entry{Key: "menu.isi"}, Policy{Today: "2026-03-03"}, true},
		{"danger", Entry{Key: "bahaya.kejang-bayi", Source: "KIA24 §8.4"}, Policy{Today: "2026-03-03"}, true},
		{"danger with an expired review", signed(Entry{Key: "bahaya.kejang-bayi", Source: "KIA24 §8.4"}, "2020-01-01", "2021-01-01"), Policy{Today: "2026-03-03", Valid: 30}, true},
	} {
		if got := c.p.Allows(c.e); got != c.want {
			t.Errorf("%s: sent %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPlainForm(t *testing.T) {
	texts := must(t, map[string]string{"kejadian/a.md": "## a.b\nMinum dua.\n\n- [ya] Ya\n\n> sumber: TTDH §2\n> ditinjau: belum\n\n## a.b.polos\nBaik.\n\n- [ya] Ya\n\n" +
		"## a.c\nMinum tiga.\n> sumber: TTDH §2\n> ditinjau: belum\n"})
	e, _ := texts.Get("a.b")
	if got, ok := texts.Plain(e, Policy{Today: "2026-03-03"}); !ok || got.Body != "Baik." {
		t.Errorf("unsigned: %q %v", got.Body, ok)
	}
	if got, _ := texts.Plain(e, Policy{Today: "2026-03-03", Unreviewed: true}); got.Body != "Minum dua." {
		t.Errorf("allowed: %q", got.Body)
	}
	c, _ := texts.Get("a.c")
	if _, ok := texts.Plain(c, Policy{Today: "2026-03-03"}); ok {
		t.Error("advice without a plain form was sent")
	}
	if got := said(Lint(texts, nil)); got == "" {
		t.Error("advice in a dialog without a plain form is not reported")
	}
}
