package naskah

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Use is one place in the code that names a text.
type Use struct {
	Key       string   // a key, or with Pattern a form with * for what is known at run time
	Pattern   bool     //
	Maybe     bool     // a string that may be a key: the text need not exist
	Vars      []string // placeholders given
	VarsKnown bool     // all of them are written in the code
	File      string
	Line      int
}

func (u Use) match(key string) bool {
	before, after, _ := strings.Cut(u.Key, "*")
	return len(key) > len(before)+len(after) && strings.HasPrefix(key, before) && strings.HasSuffix(key, after)
}

// keyAt is the argument that is the key in a call of this name; -1 = no sayer.
func keyAt(name string) int {
	switch name {
	case "Say", "say", "Alone", "line", "Line", "Text", "T":
		return 0
	case "retry":
		return 1
	case "SayTo":
		return 3
	}
	return -1
}

// fields are struct fields that hold a key.
var fields = []string{"Text", "TextKey", "Ask", "Say"}

// Uses reads the Go code below a folder (tests and this package left out) and
// lists the texts it names; doc.go says how code must name them.
func Uses(root string) ([]Use, error) {
	var list []Use
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "naskah") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		found, err := fileUses(path, nil)
		list = append(list, found...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading uses of texts: %w", err)
	}
	steps := stepUses(list)
	list = slices.DeleteFunc(list, func(u Use) bool { return strings.HasPrefix(u.Key, idMark) })
	return append(list, steps...), nil
}

// idMark marks the uses that are ids of dialogs and steps until stepUses joins them.
const idMark = "\x00"

func fileUses(path string, src any) ([]Use, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var list []Use
	add := func(at token.Pos, u Use) {
		u.File, u.Line = path, fset.Position(at).Line
		u.Pattern = strings.Contains(u.Key, "*")
		list = append(list, u)
	}
	for _, g := range f.Comments {
		for _, c := range g.List {
			if rest, ok := strings.CutPrefix(c.Text, "//naskah: prefix "); ok {
				add(c.Pos(), Use{Key: strings.TrimSpace(rest) + "*"})
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if u, ok := callUse(n); ok {
				add(n.Pos(), u)
			}
			if id, ok := helperID(n); ok {
				add(n.Pos(), Use{Key: idMark + id, Maybe: true})
			}
		case *ast.KeyValueExpr:
			name, _ := n.Key.(*ast.Ident)
			s, ok := literal(n.Value)
			if name != nil && ok && slices.Contains(fields, name.Name) && isKey(s) {
				add(n.Pos(), Use{Key: s})
			}
			if name != nil && ok && name.Name == "ID" {
				add(n.Pos(), Use{Key: idMark + s, Maybe: true})
			}
		case *ast.BinaryExpr:
			if form := pattern(n); strings.Contains(form, "*") && strings.Trim(form, "*.-") != "" {
				add(n.Pos(), Use{Key: form})
			}
		case *ast.BasicLit:
			if s, ok := literal(n); ok && keyForm.MatchString(s) {
				add(n.Pos(), Use{Key: s, Maybe: true})
			}
		}
		return true
	})
	return list, nil
}

// callUse reads x.Say("key", "name", value, …).
func callUse(call *ast.CallExpr) (Use, bool) {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	i := keyAt(name)
	if i < 0 || i >= len(call.Args) {
		return Use{}, false
	}
	key, ok := literal(call.Args[i])
	if !ok || !keyForm.MatchString(key) {
		return Use{}, false
	}
	u := Use{Key: key, VarsKnown: !call.Ellipsis.IsValid()}
	for j := i + 1; j < len(call.Args); j += 2 {
		v, ok := literal(call.Args[j])
		u.VarsKnown = u.VarsKnown && ok
		u.Vars = append(u.Vars, v)
	}
	return u, true
}

// helperID reads part("data"): a function of the same package that makes a step of
// an id.
func helperID(call *ast.CallExpr) (string, bool) {
	if _, ok := call.Fun.(*ast.Ident); !ok || len(call.Args) != 1 {
		return "", false
	}
	id, ok := literal(call.Args[0])
	return id, ok && keyForm.MatchString(id)
}

// pattern is the form of a sum of strings: "tugas.jenis-" + kind is tugas.jenis-*.
func pattern(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return join(pattern(e.X), pattern(e.Y))
		}
	case *ast.BasicLit:
		if s, ok := literal(e); ok && (s == "." || isKeyPart(s)) {
			return s
		}
		return " "
	}
	return "*"
}

// join adds two forms; one * at most is kept, "" = no form of a key.
func join(a, b string) string {
	if strings.Contains(a+b, " ") || a == "" || b == "" || strings.Count(a+b, "*") > 1 {
		return ""
	}
	return a + b
}

func isKeyPart(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789.-") == "" && strings.ContainsAny(s, ".-")
}

func isKey(s string) bool { return keyForm.MatchString(s) && strings.Contains(s, ".") }

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// stepUses makes <dialog>.<step> and <dialog>.<step>.contoh of all ids: the engine
// says them, and checks at start that each step has its question.
func stepUses(list []Use) []Use {
	ids := map[string]bool{"ubah": true, "judul": true}
	for _, u := range list {
		if id, ok := strings.CutPrefix(u.Key, idMark); ok {
			ids[id] = true
		}
	}
	var out []Use
	for a := range ids {
		for b := range ids {
			out = append(out, Use{Key: a + "." + b, Maybe: true}, Use{Key: a + "." + b + ".contoh", Maybe: true})
		}
	}
	return out
}
