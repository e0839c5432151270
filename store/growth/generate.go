//go:build ignore

// Command generate writes who.tsv: the L, M, S values of the WHO Child Growth
// Standards at the knots WHO publishes (weeks 0–13, months, half centimetres), from the
// npm package jsgrowup, which carries WHO's tables. Run by go generate; needs npm.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// version is pinned, so that the data do not change by themselves.
const version = "0.8.0"

// month is WHO's month, in days.
const month = 30.4375

// table is one file of the package and what part of an index it covers.
type table struct {
	index, file, key string
	scale            float64 // from the key's unit to days or centimetres
	from, to         float64 // of the scaled key
}

func tables() []table {
	var list []table
	for _, t := range []struct{ index, file string }{{"waz", "wfa"}, {"hcz", "hcfa"}} {
		list = append(list, table{t.index, t.file + "_%s_0_13", "Week", 7, 0, 91}, table{t.index, t.file + "_%s_0_5", "Month", month, 92, 1827})
	}
	for _, t := range []struct{ index, file string }{{"lhaz", "lhfa"}, {"baz", "bmifa"}} {
		list = append(list, table{t.index + "-baring", t.file + "_%s_0_13", "Week", 7, 0, 91},
			table{t.index + "-baring", t.file + "_%s_0_2", "Month", month, 92, 731},
			table{t.index + "-berdiri", t.file + "_%s_2_5", "Month", month, 730, 1827})
	}
	return append(list, table{"wlz", "wfl_%s_0_2", "Length", 1, 45, 110}, table{"whz", "wfh_%s_2_5", "Height", 1, 65, 120})
}

func main() {
	log.SetFlags(0)
	dir, err := os.MkdirTemp("", "jsgrowup")
	check(err)
	defer os.RemoveAll(dir)
	run(dir, "npm", "pack", "--silent", "jsgrowup@"+version)
	run(dir, "tar", "xzf", "jsgrowup-"+version+".tgz")
	var out bytes.Buffer
	out.WriteString("# WHO Child Growth Standards 2006/2007, L M S at WHO's knots. Made by generate.go from npm jsgrowup " + version + "\n" +
		"# (BSD-3-Clause, Copyright (c) UNICEF and individual contributors: see LICENSE-jsgrowup). x is days, or cm for wlz and whz.\n" +
		"# index\tsex\tx\tL\tM\tS\n")
	for _, t := range tables() {
		for _, sex := range [][2]string{{"L", "boys"}, {"P", "girls"}} {
			t.write(&out, dir, sex[0], sex[1])
		}
	}
	check(os.WriteFile("who.tsv", out.Bytes(), 0o644))
	licence, err := os.ReadFile(filepath.Join(dir, "package", "LICENSE"))
	check(err)
	check(os.WriteFile("LICENSE-jsgrowup", licence, 0o644))
}

func (t table) write(out *bytes.Buffer, dir, letter, sex string) {
	b, err := os.ReadFile(filepath.Join(dir, "package", "tables", fmt.Sprintf(t.file, sex)+"_zscores.json"))
	check(err)
	var rows []map[string]string
	check(json.Unmarshal(b, &rows))
	n := 0
	for _, r := range rows {
		key, err := strconv.ParseFloat(r[t.key], 64)
		check(err)
		x := key * t.scale
		if x < t.from || x > t.to {
			continue
		}
		n++
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\n", t.index, letter, strconv.FormatFloat(x, 'f', -1, 64), r["L"], r["M"], r["S"])
	}
	if n == 0 {
		log.Fatalf("%s for %s: no rows", t.file, sex)
	}
}

func run(dir, name string, args ...string) {
	c := exec.Command(name, args...)
	c.Dir, c.Stderr = dir, os.Stderr
	check(c.Run())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
