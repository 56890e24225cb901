package keeptest

import (
	"io/fs"

	"firsthand/internal/keep/durable"
)

// Disk is the disk of the machine, each step of which can be made to fail. A write that fails leaves half of its bytes.
type Disk struct {
	durable.OS
	Faults *Faults
}

// CreateTemp implements durable.Disk.
func (d Disk) CreateTemp(dir string) (durable.File, error) {
	if err := d.Faults.At("create a file"); err != nil {
		return nil, err
	}
	f, err := d.OS.CreateTemp(dir)
	if err != nil {
		return nil, err
	}
	return file{f, d.Faults}, nil
}

// MkdirAll implements durable.Disk.
func (d Disk) MkdirAll(dir string, mode fs.FileMode) error {
	if err := d.Faults.At("make a directory"); err != nil {
		return err
	}
	return d.OS.MkdirAll(dir, mode)
}

// Rename implements durable.Disk.
func (d Disk) Rename(from, to string) error {
	if err := d.Faults.At("rename"); err != nil {
		return err
	}
	return d.OS.Rename(from, to)
}

// Remove implements durable.Disk.
func (d Disk) Remove(name string) error {
	if err := d.Faults.At("remove"); err != nil {
		return err
	}
	return d.OS.Remove(name)
}

// SyncDir implements durable.Disk.
func (d Disk) SyncDir(dir string) error {
	if err := d.Faults.At("sync a directory"); err != nil {
		return err
	}
	return d.OS.SyncDir(dir)
}

type file struct {
	durable.File
	faults *Faults
}

func (f file) Write(b []byte) (int, error) {
	if err := f.faults.At("write"); err != nil {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, err
	}
	return f.File.Write(b)
}

func (f file) Sync() error {
	if err := f.faults.At("sync"); err != nil {
		return err
	}
	return f.File.Sync()
}

func (f file) Close() error {
	if err := f.faults.At("close"); err != nil {
		f.File.Close()
		return err
	}
	return f.File.Close()
}
