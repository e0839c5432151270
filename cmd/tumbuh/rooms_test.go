package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// mayImport is the plan of the house: which rooms a room may know.
var mayImport = map[string][]string{
	"store":                     {},
	"store/rdb":                 {"store"},
	"store/storetest":           {"store", "store/rdb"},
	"store/growth":              {"store"},
	"dialogs":                   {"store", "store/growth", "dialogs/naskah", "dialogs/answers", "dialogs/faq", "dialogs/report"},
	"dialogs/naskah":            {},
	"dialogs/answers":           {"store"},
	"dialogs/faq":               {"dialogs/naskah"},
	"dialogs/report":            {"store", "store/growth", "dialogs/naskah"},
	"reminders":                 {"store", "store/growth", "dialogs/naskah"},
	"bot":                       {"store"},
	"bot/bottest":               {"bot", "store"},
	"bot/telegram":              {"bot", "store"},
	"bot/telegram/telegramtest": {},
	"bot/whatsapp":              {"bot", "store"},
	"bot/whatsapp/fakewa":       {},
	"bot/webphone":              {"bot", "store"},
}

// only says which room owns an outside library; nobody else imports it. Test
// packages are named as such.
var only = map[string][]string{
	"github.com/redis/go-redis":       {"store/rdb", "store/storetest"},
	"github.com/alicebob/miniredis":   {"store/rdb", "store/storetest"},
	"github.com/tink-crypto":          {"store/rdb"},
	"github.com/robfig/cron":          {"reminders"},
	"github.com/go-telegram-bot-api":  {"bot/telegram"},
	"go.mau.fi":                       {"bot/whatsapp", "bot/whatsapp/fakewa"},
	"modernc.org/sqlite":              {"bot/whatsapp", "bot/whatsapp/fakewa"},
	"github.com/nyaruka/phonenumbers": {"dialogs/answers"},
	"github.com/yuin/goldmark":        {"dialogs/naskah"},
	"gonum.org/v1/plot":               {"dialogs/report"},
	"github.com/xuri/excelize":        {"dialogs/report"},
	"github.com/alecthomas/kong":      {"cmd/tumbuh"},
	"github.com/caarlos0/env":         {"cmd/tumbuh"},
}

// TestRooms holds the imports of every package against the plan.
func TestRooms(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "tumbuh/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		f := strings.Fields(line)
		room := strings.TrimPrefix(f[0], "tumbuh/")
		allowed, planned := mayImport[room]
		if room != "cmd/tumbuh" && !planned {
			t.Errorf("%s is a room that the plan does not have", room)
			continue
		}
		for _, imp := range f[1:] {
			if other, ours := strings.CutPrefix(imp, "tumbuh/"); ours && room != "cmd/tumbuh" && !contains(allowed, other) {
				t.Errorf("%s imports %s: rooms know only %v (architecture §1)", room, other, allowed)
			}
			for lib, owners := range only {
				if strings.HasPrefix(imp, lib) && !contains(owners, room) {
					t.Errorf("%s imports %s, which only %v may", room, imp, owners)
				}
			}
			if room == "store" && strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") {
				t.Errorf("store imports %s: the standard library only", imp)
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// TestHabits holds files and functions against the habits of the house.
func TestHabits(t *testing.T) {
	root := "../.."
	sentence := regexp.MustCompile(`time\.Now\(`)
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, test := strings.TrimPrefix(path, root+"/"), strings.HasSuffix(path, "_test.go")
		if n := strings.Count(string(b), "\n"); n > 300 && !test {
			t.Errorf("%s has %d lines, at most 300: split it by verb or noun", rel, n)
		}
		if !test && !strings.HasPrefix(rel, "cmd/") && sentence.Match(b) {
			t.Errorf("%s reads the clock: time is handed in", rel)
		}
		return functions(t, rel, test, b)
	})
	if err != nil {
		t.Fatal(err)
	}
	top, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range top {
		if !contains([]string{"cmd", "bot", "dialogs", "reminders", "store", "go.mod", "go.sum", "README.md", "LICENSE", ".gitignore", ".ci", ".git", "Dockerfile", "compose.yaml", ".dockerignore"}, e.Name()) {
			t.Errorf("%s stands at the top level, where the plan has no place for it", e.Name())
		}
	}
}

func functions(t *testing.T, rel string, test bool, src []byte) error {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, rel, src, 0)
	if err != nil {
		return err
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		if n := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1; n > 50 && !test {
			t.Errorf("%s: %s has %d lines, at most 50", rel, fn.Name.Name, n)
		}
		if fn.Name.Name == "init" && fn.Recv == nil {
			t.Errorf("%s has an init(): lists are explicit here", rel)
		}
	}
	return nil
}
