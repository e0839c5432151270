package answers

import "testing"

func TestOnlyAPlainYesBinds(t *testing.T) {
	for text, want := range map[string]YesNo{
		"setuju": Yes, "iya saya setuju bu": Yes, "ya": Yes, "ok lanjut": Yes, "boleh bu": Yes, "👍": Yes, "y stuju": Yes, "mau": Yes,
		"tidak": No, "ga mau": No, "tidak setuju": No, "ga dulu deh": No,
		"mau ngobrol sama orang": Neither, "teu apal": Neither, "bayar ga": Neither, "ga ngerti maksudnya": Neither,
	} {
		if got := ReadAgreement(text); got != want && !(want == Neither && got == Unsure) {
			t.Errorf("%q = %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{"dasar bot goblok": true, "anjing bot ga guna": true, "anak digigit anjing": false, "suami saya goblok": false, "anjing": false, "goblok": true} {
		if got := Scolds(text); got != want {
			t.Errorf("%q scolds = %v", text, got)
		}
	}
}
