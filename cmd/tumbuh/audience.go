package main

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"tumbuh/store"
)

// audienceGrammar is what an expression is made of, for --help.
const audienceGrammar = `EXPR, in single quotes for the shell:

    kelurahan=Pondok Benda  kecamatan=Pamulang  puskesmas=…  posyandu=py-01-1001
    hamil=28..40 (weeks)  anak=6..11 (months of any child)  also 28.. ..12 30; hamil and anak alone mean any
    kanal=telegram|whatsapp  peran=ibu|pendamping|kader|bidan|tpg|rs|admin (one each)  semua

Between them & (and), | (or), before one ! (not), brackets. A name with & | ! ( or ) in it stands in "double quotes".
Without peran families only are meant. Like: --audience 'kecamatan=Pamulang & (hamil=28..40 | anak=0..5) & !kanal=whatsapp'`

// Help says what the default command takes: its flags are not listed otherwise.
func (broadcastCmd) Help() string {
	return "Without one of them it is make: tumbuh broadcast --audience EXPR --text FILE [--at T] [--attach FILE] [--send].\n\n" + audienceGrammar
}

// Help is the grammar of --audience.
func (broadcastMake) Help() string { return audienceGrammar }

// wrongAudience says what is wrong with an expression, where, and how it is written.
func wrongAudience(expr string, err error) error {
	var bad *store.AudienceError
	if !errors.As(err, &bad) {
		return fmt.Errorf("--audience: %w", err)
	}
	why := map[string]string{
		store.AudienceEmpty: "a condition is missing: one stands on each side of & and |, behind ! and within brackets, like 'hamil & kelurahan=Serua'",
		store.AudienceTerm:  fmt.Sprintf("%q is no condition; there are kelurahan= kecamatan= puskesmas= posyandu= hamil anak kanal= peran= semua, like 'hamil & kelurahan=Serua'", bad.Word),
		store.AudiencePlace: fmt.Sprintf("%q is no %s of this city; an id or a name, like 'kelurahan=Pondok Benda' (posyandu: see 'tumbuh posyandu list')", bad.Word, bad.Key),
		store.AudienceRange: fmt.Sprintf("%q is no range of %s; from..to in whole numbers, like 'hamil=28..40', 'anak=6..11', 'anak=..5'", bad.Word, map[string]string{"hamil": "weeks", "anak": "months"}[bad.Key]),
		store.AudienceValue: fmt.Sprintf("%q is no %s; there are kanal=telegram, kanal=whatsapp and peran=ibu, pendamping, kader, bidan, tpg, rs, admin, like 'peran=kader'; between two conditions stands & or |", bad.Word, bad.Key),
		store.AudienceClose: fmt.Sprintf("a bracket or quote is not closed, one is too many, or & or | is missing, near %q; like '(hamil | anak=0..5) & kelurahan=Serua'", bad.Word),
		store.AudienceLong:  "it is too long or too deep; at most 2000 characters and 40 brackets within one another, like 'hamil & kelurahan=Serua'",
	}[bad.Code]
	if bad.Word == "" && bad.Key != "" {
		why = strings.Replace(why, `""`, "nothing", 1)
	}
	if bad.Try != "" {
		why += fmt.Sprintf("; did you mean '%s'?", bad.Try)
	}
	return fmt.Errorf("--audience, character %d: %s", utf8.RuneCountInString(expr[:min(bad.At, len(expr))])+1, why)
}
