// Package faq reads what a mother writes and says what it is: a danger sign that
// goes before everything, one of the reviewed topics, or nothing of ours. It is
// pure: embedded data and the text decide, nothing is read, kept or asked outside.
package faq
