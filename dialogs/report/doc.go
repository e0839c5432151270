// Package report makes what is drawn or filed: growth charts, tablet calendars, sheets
// out and in. Data in, bytes out: it reads no clock and no store. It alone knows the
// plotting library (gonum.org/v1/plot) and the spreadsheet library (excelize).
//
// A message carries only a report's name and arguments ([store.Report]); [Drawer.Draw]
// makes the bytes just before the message is sent.
//
// Sheets that come in are read leniently, because that is how they are: a byte-order
// mark, CRLF, semicolons or tabs, decimal commas, Windows-1252, a header that is not on
// the first row, dates as text or as Excel's numbers, "-" for nothing. What could mean two
// things is not read at all: the report of the rows says so.
package report
