package answers

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// show writes what was read of a line shortly, as testdata/kader.txt holds it.
func (l Line) show() string {
	var out []string
	for _, r := range l.Records {
		out = append(out, r.show())
	}
	s := string(l.Kind)
	if len(out) > 0 {
		s += ": " + strings.Join(out, " | ")
	}
	var counts []string
	for k, v := range l.Counts {
		counts = append(counts, fmt.Sprintf(" %s=%d", k, v))
	}
	sort.Strings(counts)
	s += strings.Join(counts, "")
	if !l.Day.IsZero() {
		s += " " + l.Day.String()
	}
	if l.Hour != "" {
		s += " " + l.Hour
	}
	if l.Ask != "" {
		s += " ? " + l.Ask
	}
	if l.Error != "" {
		s += " ! " + l.Error
	}
	return s
}

func (r Record) show() string {
	var f []string
	add := func(cond bool, format string, a ...any) {
		if cond {
			f = append(f, fmt.Sprintf(format, a...))
		}
	}
	add(r.Name != "", "%s", r.Name)
	add(r.Kin != "", "%s=%s", r.Kin, r.KinOf)
	add(r.Newborn, "bayi-baru")
	add(r.Mother != "", "ibu=%s", r.Mother)
	add(r.RT != "", "rt=%s", r.RT)
	add(r.Sex != "", "jk=%s", r.Sex)
	add(r.Weight != 0, "bb=%g", float64(r.Weight)/1000)
	add(r.Length != 0, "tb=%g", float64(r.Length)/10)
	add(r.Arm != 0, "lila=%g", float64(r.Arm)/10)
	add(r.Head != 0, "lk=%g", float64(r.Head)/10)
	add(r.Position != "", "%s", r.Position)
	add(r.Weeks != 0, "uk=%d", r.Weeks)
	add(r.Systolic != 0, "td=%d/%d", r.Systolic, r.Diastolic)
	add(r.Hb != 0, "hb=%g", float64(r.Hb)/10)
	add(r.Tablets != 0, "ttd=%d", r.Tablets)
	add(!r.Birth.IsZero(), "lahir=%s", r.Birth)
	add(r.Status != "", "[%s]", r.Status)
	add(r.Note != "", "(%s)", r.Note)
	add(len(r.Instead) > 0, "<-%s", strings.Join(r.Instead, "; "))
	return strings.Join(f, " ")
}

// TestCadreLines holds what is read of the lines of testdata/kader.txt: L124–L158 of
// the field study and lines as kader write them. Each was read by eye; a line is
// "id<TAB>line<TAB>what is read", \n in a line stands for a new one.
func TestCadreLines(t *testing.T) {
	f, err := os.Open("testdata/kader.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := bufio.NewScanner(f)
	for n := 1; rows.Scan(); n++ {
		if strings.HasPrefix(rows.Text(), "#") || rows.Text() == "" {
			continue
		}
		part := strings.SplitN(rows.Text(), "\t", 3)
		if len(part) != 3 {
			t.Fatalf("row %d is not id, line, reading", n)
		}
		var got []string
		for _, l := range CadreLines(strings.ReplaceAll(part[1], `\n`, "\n"), today) {
			got = append(got, l.show())
		}
		if s := strings.Join(got, " // "); s != part[2] {
			t.Errorf("%s %q\n got %s\nwant %s", part[0], part[1], s, part[2])
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

// inBounds checks what must hold of every line, whatever its bytes.
func inBounds(t interface{ Fatalf(string, ...any) }, l Line) {
	for _, r := range l.Records {
		switch {
		case r.Weight < 0 || r.Weight > 150000 || r.Length < 0 || r.Length > 1900 || r.Arm < 0 || r.Arm > 450 || r.Head < 0 || r.Head > 600:
			t.Fatalf("%q has a size out of bounds: %+v", l.Text, r)
		case l.Kind == LineMeasure && r.Weight > 40000, l.Kind == LineMeasure && r.Length > 1300:
			t.Fatalf("%q has a child's size out of bounds: %+v", l.Text, r)
		case r.Weeks < 0 || r.Weeks > 44 || r.Tablets < 0 || r.Tablets > 200 || r.Hb > 200 || r.Systolic > 250:
			t.Fatalf("%q has a woman's figure out of bounds: %+v", l.Text, r)
		case strings.TrimSpace(r.Name) != r.Name || strings.ContainsAny(r.Name, "0123456789\n"):
			t.Fatalf("%q has the name %q", l.Text, r.Name)
		}
	}
}

// A plain line is read the same whatever signs a kader puts between its parts.
func TestCadreLineSigns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"Aisyah", "Rafa", "Zahra", "Muhammad Fatih", "Siti Nur'aini", "Naufal"}).Draw(t, "name")
		kg := rapid.IntRange(20, 299).Draw(t, "tenths of kg")
		cm := rapid.IntRange(400, 1250).Draw(t, "mm")
		arm := rapid.IntRange(80, 220).Draw(t, "arm")
		comma := rapid.SampledFrom([]string{",", "."}).Draw(t, "comma")
		num := func(tenths int) string { return fmt.Sprintf("%d%s%d", tenths/10, comma, tenths%10) }
		sep := rapid.SampledFrom([]string{" ", "/", " / ", " - ", "; ", " | ", "=", ", ", "  ", "\t"}).Draw(t, "sep")
		form := rapid.SampledFrom([]string{"%s%s%s%s%s", "%s%[2]sbb %[3]s%[2]stb %[5]s", "%s%[2]s%[3]skg%[2]s%[5]scm", "%s%[2]sBB: %[3]s%[2]sTB: %[5]s", "%s%[2]stb%[5]s%[2]sbb%[3]s"}).Draw(t, "form")
		line := fmt.Sprintf(form, name, sep, num(kg), sep, num(cm)) + rapid.SampledFrom([]string{"", " lila " + num(arm), " lila=" + num(arm) + " sehat"}).Draw(t, "rest")
		l := CadreLine(line, today)
		if len(l.Records) != 1 || l.Ask != "" || l.Error != "" {
			t.Fatalf("%q is %s", line, l.show())
		}
		r := l.Records[0]
		if r.Name != name || r.Weight != 100*kg || r.Length != cm || strings.Contains(line, "lila") && r.Arm != arm {
			t.Fatalf("%q is %s", line, l.show())
		}
	})
}

func FuzzCadreLines(f *testing.F) {
	for _, s := range []string{"Aisyah 8.4/70 lila 14", "Alif (kembar) 8.1 69, Alifa 7.8 68.5", "S 68 K 66 D 51 N 40", "bumil Rina uk 20mgg bb 55 td 110/70", "ralat\n\nbatal", "\xff8,4,70,5,6.7.8", "t t t 2 t", "a. b. c.d 1", "bb tb/bb 1/2/3", "((((", "İ 8 70",
		"Nama : A\nRT : /\nJK : P\nNama ibu: \nBB : 8", "No\tNama\tBB\tTB\n1\tA\t8\t70\n\t", "kembar I 2,6 kg kembar II 2,4 kg by ny P", "kembarannya 7,9/69", "bumil a: ; b: bb 5", "~a~ ~"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range CadreLines(s, today) {
			inBounds(t, l)
		}
	})
}

// BenchmarkCadreLines reads the lines of forty children, as one message.
func BenchmarkCadreLines(b *testing.B) {
	var m strings.Builder
	for i := range 40 {
		fmt.Fprintf(&m, "%d. Aisyah Putri bb %d,%d tb %d,5 lila 14 telentang\n", i+1, 7+i%6, i%10, 60+i)
	}
	for b.Loop() {
		if l := CadreLines(m.String(), today); len(l) != 41 || l[39].Records[0].Length == 0 {
			b.Fatal("the lines are not read")
		}
	}
}
