package answers

import "testing"

func TestReadState(t *testing.T) {
	for text, want := range map[string]State{
		"iya masih": Still, "masih bu": Still, "masih keluar darahnya": Still, "iya bun masih panas": Still, "belum berhenti": Still,
		"makin parah": Still, "Masih kejang!": Still, "tambah banyak": NoState, "msh skrg bu": Still,
		"udah engga": Over, "udah engga kok bu": Over, "sudah berhenti": Over, "alhamdulillah udah reda": Over, "udah ga kejang lagi": Over,
		"ga lagi": Over, "udah mendingan bun": Over, "sudah turun panasnya": Over,
		"": NoState, "iya": NoState, "sudah": NoState, "belum": NoState, "belum sempat": NoState, "3,1": NoState, "masih 3,1 kg": NoState,
		"udah berhenti tapi lemes": NoState, "udah ga kuat jalan": NoState, "sudah minum tablet": NoState, "udah daftar": NoState,
		"masih boleh daftar posyandu": NoState, "masih lama lahirannya": NoState,
	} {
		if got := ReadState(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}
