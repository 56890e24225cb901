package atlas

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The limits of a workbook, beside those of every list.
const (
	mostUnpacked = 256 << 20 // bytes of all its parts together: what a person opens is far below, what is packed to burst lies above
	mostSheets   = 50
	mostColumns  = 500
	mostRows     = MaxPlaces + 1000 // the header, hashtags and empty rows beside the places
)

// errWorkbook is that of an archive which is no workbook, or a damaged one. What the library says of it is about its
// own insides.
var errWorkbook = errors.New("it is an archive, and no workbook that can be read: unpack it, or save the sheet as XLSX or CSV")

// parseWorkbook reads the table of an XLSX workbook: of the sheets whose first row names latitude, longitude and a
// name, the one with the finest division, as the governments' workbooks have a sheet for each level. A sheet's row is
// told as a line.
//
// The workbook comes from anybody's hands. It is unpacked in memory only, up to a limit, and a library that falls over
// it takes nothing else with it.
func parseWorkbook(data []byte) (list List, err error) {
	defer func() {
		if recover() != nil {
			list, err = List{}, errWorkbook
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked, // equal, so that no part is put into a file
	})
	if err != nil {
		return List{}, errWorkbook
	}
	defer f.Close()
	sheet, col, err := tableOf(f)
	if err != nil {
		return List{}, err
	}
	c := newCollector(Workbook)
	header := true
	err = eachRow(f, sheet, func(line int, row []string) bool {
		if header {
			header = false
			return true
		}
		return strings.HasPrefix(row[0], "#") || c.row(line, row, col) // the row of HXL hashtags is skipped
	})
	if err != nil {
		return List{}, err
	}
	return c.done()
}

// tableOf is the sheet with the finest division, and where its columns are.
func tableOf(f *excelize.File) (sheet string, col columns, err error) {
	sheets := f.GetSheetList()
	for _, name := range sheets[:min(len(sheets), mostSheets)] {
		var found columns
		wrong := error(ErrFormat)
		if e := eachRow(f, name, func(_ int, row []string) bool {
			found, wrong = readHeader(row)
			return false
		}); e != nil {
			return "", col, e
		}
		switch {
		case wrong != nil:
			if err == nil {
				err = wrong
			}
		case sheet == "" || found.level > col.level:
			sheet, col = name, found
		}
	}
	if sheet == "" {
		return "", col, fmt.Errorf("no sheet of the workbook is a table of places: %w", err)
	}
	return sheet, col, nil
}

// eachRow calls yield with every row of a sheet that has a cell, and its number from 1, until yield gives false.
func eachRow(f *excelize.File, sheet string, yield func(line int, row []string) bool) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return errWorkbook
	}
	defer rows.Close()
	for line := 1; rows.Next(); line++ {
		if line > mostRows {
			return fmt.Errorf("the sheet has more than %d rows", mostRows)
		}
		row, err := rows.Columns()
		switch {
		case err != nil:
			return errWorkbook
		case len(row) > mostColumns:
			return &LineError{line, fmt.Errorf("it has %d columns, more than %d", len(row), mostColumns)}
		case strings.TrimSpace(strings.Join(row, "")) == "":
			continue
		}
		if !yield(line, row) {
			return nil
		}
	}
	if rows.Error() != nil {
		return errWorkbook
	}
	return nil
}
