package answers

import "testing"

func TestGoodNews(t *testing.T) {
	for text, want := range map[string]News{
		"alhamdulillah asi lancar": Well, "anak saya makannya lahap": Well, "tensi normal kata bidan": Well, "asi saya banyak": Well, "asi udah deres": Well,
		"bbnya naik alhamdulillah": Well, "tidurnya nyenyak bu": Well, "kata bidan bayinya sehat": Well, "bayinya udah mau nyusu": Well, "Alhamdulillah sehat semua, Bu": Well,
		"anaknya udah bisa jalan": Well, "hasil usg normal": Well,
		"udah ga mual lagi": Better, "demamnya udah turun": Better, "batuknya sudah sembuh": Better, "pusing udah ilang": Better, "ga ada keluhan bu": Well,
		"anak saya ga rewel lagi": Better, "alhamdulillah udah ga mencret": Better,
		// the contrary, a question, a doubt, a grave sign, a reading
		"asi ga lancar": NoNews, "asi lancar": NoNews, "biar asi lancar": NoNews, "kenapa asi lancar cuma sebelah": NoNews, "makannya lahap tapi bb ga naik": NoNews,
		"tensi normal ibu hamil": NoNews, "kata bidan tensi 150/100 normal": NoNews, "udah ga gerak lagi": NoNews, "udah ga kejang lagi": NoNews, "darahnya udah berhenti": NoNews,
		"demam naik turun": NoNews, "udah demam 3 hari": NoNews, "hamil ga mual": NoNews, "bb nya udah turun": NoNews, "asi udah ga keluar": NoNews, "ga mau makan": NoNews,
		"udah sembuh tapi masih lemes": NoNews, "sehat": NoNews, "anak sehat itu gimana": NoNews, "anak saya panas, tidurnya nyenyak": NoNews, "semoga lancar bu alhamdulillah": NoNews,
		"sudah": NoNews, "bayi sehat": NoNews, "makanan biar sehat": NoNews, "anak saya aktif banget ga bisa diam": NoNews,
	} {
		if got := ReadNews(text); got != want {
			t.Errorf("%q = %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]TTD{"udah ga mual lagi": NoTTD, "sudah, ga mual lagi": TTDTaken, "sudah minum ga mual": TTDTaken, "mual": TTDNausea, "ga minum mual": TTDNausea, "belum, ga mual kok": TTDNotYet} {
		if got := ReadTTD(text); got != want {
			t.Errorf("tablet %q = %v, want %v", text, got, want)
		}
	}
}
