package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tumbuh/dialogs/naskah"
)

type naskahCmd struct {
	Export bool   `help:"Print a review sheet (tab-separated, opens in any spreadsheet) of the texts that wait for a health worker." xor:"what"`
	Signed string `help:"Write the signatures of a review sheet into the text files." placeholder:"FILE" xor:"what"`
	Folder string `help:"Folder of the text files; where it is there, the code that uses them is checked too." default:"dialogs/naskah/id"`
}

// errTexts says that the lint found faults; they were printed.
var errTexts = errors.New("the texts have faults (see above)")

// Run lists faults (exit 1) and what nobody has reviewed, or does what a flag says.
func (n naskahCmd) Run(context.Context, config) error {
	if n.Signed != "" {
		return n.stamp()
	}
	texts, err := naskah.Load()
	if err != nil {
		return err
	}
	if n.Export {
		_, err := os.Stdout.Write(naskah.ReviewSheet(texts))
		return err
	}
	waiting := texts.Unreviewed()
	for _, e := range waiting {
		fmt.Printf("belum ditinjau: %s (%s:%d)\n", e.Key, e.File, e.Line)
	}
	fmt.Printf("%d texts, %d of them health texts nobody has reviewed\n", len(texts.All()), len(waiting))
	var uses []naskah.Use // nil, where the source is not here: the use of texts is not checked
	if root := filepath.Join(n.Folder, "../../.."); isFile(filepath.Join(root, "go.mod")) {
		if uses, err = naskah.Uses(root); err != nil {
			return err
		}
	}
	faults := naskah.Lint(texts, uses)
	for _, f := range faults {
		fmt.Println("fault:", f)
	}
	if len(faults) > 0 {
		return errTexts
	}
	return nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// stamp writes the signatures into the files. A text that changed since the sheet
// was printed keeps waiting and is named.
func (n naskahCmd) stamp() error {
	sheet, err := os.ReadFile(n.Signed)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	list, err := naskah.Signed(sheet)
	if err != nil {
		return err
	}
	texts, err := naskah.LoadFS(os.DirFS(n.Folder))
	if err != nil {
		return fmt.Errorf("%w: reading %s (run it where the source is, or give --folder): %w", errUsage, n.Folder, err)
	}
	_, stale := texts.WithSigned(list)
	written := map[string]bool{}
	for _, e := range texts.All() {
		path := filepath.Join(n.Folder, filepath.FromSlash(e.File))
		if written[path] {
			continue
		}
		written[path] = true
		old, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("reading texts: %w", err)
		}
		if next := naskah.Stamp(string(old), list); next != string(old) {
			if err := os.WriteFile(path, []byte(next), 0o644); err != nil {
				return fmt.Errorf("writing signatures: %w", err)
			}
		}
	}
	for _, s := range stale {
		fmt.Printf("changed since the sheet was printed: %s %s\n", s.Key, s.Variant)
	}
	fmt.Printf("%d texts signed, %d changed meanwhile\n", len(list)-len(stale), len(stale))
	return nil
}
