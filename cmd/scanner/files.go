package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"demarc/inventory"
)

// writable finds out whether a file can be made or replaced at a path, before a scan is made for it.
func writable(path string) error {
	if info, err := os.Stat(path); err == nil {
		switch {
		case info.IsDir():
			return fmt.Errorf("%s is a directory", path)
		case !info.Mode().IsRegular():
			return nil
		}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".scanner-*")
	if err != nil {
		return fmt.Errorf("nothing can be written beside it: %w", err)
	}
	name := f.Name()
	if err := f.Close(); err != nil {
		return err
	}
	return os.Remove(name)
}

// writeFile writes a file that only its owner can read, whole or not at all. A path that leads to a pipe or a device
// is written to as it is: it must not be replaced by a file. A link stays, and what it leads to is replaced.
func writeFile(path string, write func(io.Writer) error) (err error) {
	info, err := os.Stat(path)
	if err != nil {
		return inventory.WriteFile(path, write)
	}
	if info.Mode().IsRegular() {
		target, err := filepath.EvalSymlinks(path)
		if err != nil {
			return err
		}
		return inventory.WriteFile(target, write)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
