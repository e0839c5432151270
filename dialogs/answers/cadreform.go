package answers

import (
	"regexp"
	"strings"
)

// A form in a message: "Nama : Tabina", "BB : 8,75", "Nama ibu: Rosdiana", a line a field.

var formField = regexp.MustCompile(`(?i)^[\s*_•>-]*(nama(?: (?:anak|balita|bayi|lengkap))?|(?:nama )?(?:ibu|ortu|orang tua)|tgl(?:\.| )?lahir|tanggal lahir|ttl|umur|usia|nik|no kk|alamat|rt(?: ?/ ?rw)?|bb|berat(?: badan)?|tb|pb|tb ?/ ?pb|pb ?/ ?tb|tinggi(?: badan)?|panjang(?: badan)?|lila|lingkar lengan(?: atas)?|lk|lika|lingkar kepala|cara ukur|posisi|jk|jenis kelamin|l/p|vit(?:amin)? a|imunisasi|obat cacing|asi|pmt|ket|keterangan|catatan)[\s*_]*[:=]\s*(.*?)\s*$`)

// formRow joins the fields that stand under a name from i on into one line; 1 or less: it
// is no form.
func formRow(lines []string, i int) (row string, used int) {
	key, name := field(lines[i])
	if !strings.HasPrefix(key, "nama") || strings.HasSuffix(key, "ibu") || strings.HasSuffix(key, "ortu") || name == "" {
		return "", 0
	}
	var b strings.Builder
	b.WriteString(name)
	used = 1
	for i+used < len(lines) && used < maxFields {
		k, v := field(lines[i+used])
		if k == "" || strings.HasPrefix(k, "nama") && !strings.HasSuffix(k, "ibu") && !strings.HasSuffix(k, "ortu") && k != "nama orang tua" {
			break
		}
		used++
		writeField(&b, k, v)
	}
	return b.String(), used
}

func field(line string) (key, value string) {
	m := formField.FindStringSubmatch(line)
	if m == nil {
		return "", ""
	}
	return strings.ToLower(strings.Join(strings.Fields(m[1]), " ")), strings.Trim(m[2], "*_ ")
}

// writeField writes one field as a kader's line has it; what is not of the day is left out.
func writeField(b *strings.Builder, key, value string) {
	switch {
	case value == "" || value == "-":
	case strings.HasSuffix(key, "ibu") || strings.HasSuffix(key, "ortu") || strings.HasSuffix(key, "orang tua"):
		s := b.String()
		b.Reset()
		name, rest, _ := strings.Cut(s, "  ")
		b.WriteString(name + " (ibu " + value + ")  " + rest)
	case key == "alamat" || strings.HasPrefix(key, "rt"):
		if m := areaIn.FindString(value); m != "" {
			b.WriteString("  " + m)
		} else if f := strings.Fields(strings.ReplaceAll(value, "/", " ")); strings.HasPrefix(key, "rt") && len(f) > 0 {
			b.WriteString("  rt " + f[0])
		}
	case strings.HasPrefix(key, "tgl") || strings.HasPrefix(key, "tanggal") || key == "ttl":
		b.WriteString("  lahir " + value)
	case key == "umur" || key == "usia" || key == "nik" || key == "no kk":
	case key == "jk" || key == "jenis kelamin" || key == "l/p":
		b.WriteString("  (" + strings.ToLower(value)[:1] + ")")
	case strings.Contains(key, "/"):
		b.WriteString("  tb " + value)
	case key == "cara ukur" || key == "posisi" || strings.HasPrefix(key, "ket") || key == "catatan":
		b.WriteString("  " + value)
	default:
		b.WriteString("  " + key + " " + value)
	}
}

// maxFields bounds a form.
const maxFields = 40

var areaIn = regexp.MustCompile(`(?i)\brt\s*\.?\s*\d{1,3}`)
