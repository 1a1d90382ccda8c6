package images

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle lets a writer finish; editors and tools change a file in several steps.
const settle = 50 * time.Millisecond

// Store holds the current table and follows its file, since the hub builds its
// tools one by one and adds them to the table while pods already wait.
type Store struct {
	path    string
	mu      sync.RWMutex
	table   *Table
	err     error
	changed func()
}

// NewStore reads the table. A missing file is an empty table; a broken one is an error.
func NewStore(path string) (*Store, error) {
	s := &Store{path: path, changed: func() {}}
	if s.reload(); s.err != nil {
		return nil, s.err
	}
	return s, nil
}

// OnChange sets what is called after the table or the reason for not having it changed.
func (s *Store) OnChange(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changed = f
}

// Lookup is Table.Lookup on the current table; it names the table's file.
func (s *Store) Lookup(image string) (Entry, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.err != nil {
		return Entry{}, &NotAvailable{Message: s.err.Error()}
	}
	entry, err := s.table.Lookup(image)
	var missing *NotAvailable
	if errors.As(err, &missing) {
		err = &NotAvailable{Message: fmt.Sprintf("%s (image table: %s)", missing.Message, s.path), Unlisted: missing.Unlisted}
	}
	return entry, err
}

func (s *Store) reload() {
	table, err := Load(s.path)
	if errors.Is(err, os.ErrNotExist) {
		table, err = &Table{}, nil
	}
	s.mu.Lock()
	s.table, s.err = table, err
	changed := s.changed
	s.mu.Unlock()
	changed()
}

// Watch follows the file until the context ends. It watches the folder, since
// a file that is replaced is another file.
func (s *Store) Watch(ctx context.Context) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close()
	if err := watcher.Add(filepath.Dir(s.path)); err != nil {
		return err
	}
	timer := time.NewTimer(settle) // also reads what changed before the watch began
	for {
		select {
		case <-ctx.Done():
			return nil
		case event := <-watcher.Events:
			if filepath.Base(event.Name) == filepath.Base(s.path) {
				timer.Reset(settle)
			}
		case <-timer.C:
			s.reload()
		}
	}
}
