package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// files are what a folder holds, by name.
type files map[string][]byte

func load(folder string) (files, error) {
	found := files{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err == nil {
			found[filepath.ToSlash(name)], err = os.ReadFile(path)
		}
		return err
	})
	return found, err
}

// hashes are those of a log in the order in which Go's tlog stores them.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for at, index := range indexes {
		if index < 0 || index >= int64(len(h)) {
			return nil, fmt.Errorf("hash %d is beyond the log", index)
		}
		found[at] = h[index]
	}
	return found, nil
}

// exported is a log read from its entries; its tiles were compared with what the entries give.
type exported struct {
	tlog.Tree
	hashes hashes
	tiles  int
}

// readExport checks a whole export: nothing in it may be missing, changed or left over.
func readExport(export files, key note.Verifier) (*exported, error) {
	tree, err := readCheckpoint(export["checkpoint"], key)
	if err != nil {
		return nil, err
	}
	log, named := &exported{Tree: tree}, map[string]bool{"checkpoint": true}
	if err := log.readEntries(export, named); err != nil {
		return nil, err
	}
	if err := log.checkTiles(export, named); err != nil {
		return nil, err
	}
	root, err := tlog.TreeHash(tree.N, log.hashes)
	if err != nil || root != tree.Hash {
		return nil, fmt.Errorf("the entries do not give the root that is signed (%v)", err)
	}
	return log, checkSums(export, named)
}

func (log *exported) readEntries(export files, named map[string]bool) error {
	for first := int64(0); first < log.N; first += tileWidth {
		width := tileWidth
		if log.N-first < tileWidth {
			width = int(log.N - first)
		}
		name := nameOf(tlog.Tile{H: tileHeight, L: -1, N: first / tileWidth, W: width})
		entries, err := unbundled(export[name], width)
		if err != nil {
			return fmt.Errorf("%s %v", name, err)
		}
		named[name] = true
		for at, entry := range entries {
			added, err := tlog.StoredHashes(first+int64(at), entry, log.hashes)
			if err != nil {
				return err
			}
			log.hashes = append(log.hashes, added...)
			if err := checkEntry(export, entry, first+int64(at), named); err != nil {
				return err
			}
		}
	}
	return nil
}

func unbundled(bundle []byte, width int) ([][]byte, error) {
	var entries [][]byte
	for len(entries) < width {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return nil, fmt.Errorf("is missing, or ends within entry %d", len(entries))
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		entries, bundle = append(entries, bundle[2:end]), bundle[end:]
	}
	if len(bundle) > 0 {
		return nil, fmt.Errorf("goes on after its %d entries", width)
	}
	return entries, nil
}

func (log *exported) checkTiles(export files, named map[string]bool) error {
	for _, tile := range tlog.NewTiles(tileHeight, 0, log.N) {
		last := int(log.N >> (tileHeight * tile.L) % tileWidth)
		if tile.W < tileWidth && tile.W != last {
			continue // of a time when the log was shorter
		}
		wanted, err := tlog.ReadTileData(tile, log.hashes)
		if err != nil {
			return err
		}
		name := nameOf(tile)
		if !bytes.Equal(export[name], wanted) {
			return fmt.Errorf("%s is missing, or not what the entries give", name)
		}
		named[name] = true
		log.tiles++
	}
	return nil
}

// nameOf is where C2SP tlog-tiles has a tile; Go's own layout says the height and `data`.
func nameOf(tile tlog.Tile) string {
	name := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
	return "tile/" + strings.Replace(name, "data/", "entries/", 1)
}

// checkSince checks that a log begins with that of an earlier checkpoint.
func (log *exported) checkSince(signed []byte, key note.Verifier) error {
	earlier, err := readCheckpoint(signed, key)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(log.N, earlier.N, log.hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, log.N, log.Hash, earlier.N, earlier.Hash)
}
