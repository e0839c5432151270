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
		"udh sampe puskesmas": There, "alhamdulillah sdh di igd": There, "lagi di rumah sakit bu": There, "udah ditangani dokter": There, "sudah sampai": There, "di puskesmas bu": There,
		"otw rs": Going, "ini lagi di jalan": Going, "udah berangkat bu": Going, "langsung dibawa ke igd ini": Going,
		"belum sampe": NoState, "ga ada yang nganter ke rs": NoState, "nanti ke puskesmas": NoState, "jalan puskesmas no 3": NoState, "di puskesmas mana ya": NoState,
		"sudah dapat vitamin di posyandu": NoState, "perlu ke igd?": NoState, "lahir di rs": NoState,
	} {
		if got := ReadState(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}
