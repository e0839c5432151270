package answers

import "testing"

func TestQuestionsAboutTheBot(t *testing.T) {
	for text, want := range map[string]Bot{
		"apa ini": BotWhat, "ini apaan ya": BotWhat, "ini aplikasi apa": BotWhat, "gunanya apa": BotWhat,
		"ini siapa": BotWho, "nomor siapa ini": BotWho, "maaf dengan siapa ya": BotWho, "ini dari mana ya": BotWho,
		"ini robot ya": BotRobot, "ini orang apa robot": BotRobot, "ini penipuan bukan": BotGenuine,
		"bayar ga": BotPrice, "ini gratis kan?": BotPrice, "ikut ini ada biaya ga": BotPrice,
		"ktp depok bisa ikut ga": BotOutside, "saya bukan orang tangsel": BotOutside, "ktp luar tangsel boleh daftar ga": BotOutside, "tinggal di bogor bisa ikut ga": BotOutside,
		"data saya aman ga": BotPrivacy, "datanya dipake buat apa": BotPrivacy,
		"kok tau nomor saya": BotNumber, "dpt no sy dr mana": BotNumber, "kok tau nama saya": BotNumber,
		"cara berhenti gimana": BotStop, "bisa buat bapak2 ga": BotFather, "suami boleh ikut ga": BotFather,
		// answers, wishes and questions of another kind
		"siapa bidan saya": "", "ini aman ga": "", "usg bayar ga": "", "tinggal di depok": "", "cara berhenti menyusui gimana": "", "suami boleh ga": "",
		"mau tau nomor bidan": "", "Siti": "", "setuju": "", "stop": "", "ga": "", "anak saya ini kenapa": "", "orang": "", "robot ya": BotRobot, "ini orang beneran": BotRobot,
		"mpasi itu apa": "", "bapak": "", "alamat di depok": "", "siapa yg boleh imunisasi": "", "apa": "", "boleh": "", "ini": "",
	} {
		if got := ReadBot(text); got != want {
			t.Errorf("%q = %q, want %q", text, got, want)
		}
	}
}
