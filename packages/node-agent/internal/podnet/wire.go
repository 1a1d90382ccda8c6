package podnet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// callLimit bounds a call between the processes; each takes milliseconds.
const callLimit = 15 * time.Second

// request is a call. Op says which of the other fields count.
type request struct {
	Op      string    `json:"op"`
	Address string    `json:"address,omitempty"`
	Network string    `json:"network,omitempty"`
	Pod     string    `json:"pod,omitempty"`
	Ports   []uint16  `json:"ports,omitempty"`
	State   *State    `json:"state,omitempty"`
	List    []Forward `json:"list,omitempty"`
}

// answer is what comes back, with a file where the call asks for one.
type answer struct {
	Error  string            `json:"error,omitempty"`
	Path   string            `json:"path,omitempty"`
	Info   *Info             `json:"info,omitempty"`
	Failed map[string]string `json:"failed,omitempty"`
}

type handler func(context.Context, request) (answer, *os.File, error)

// serve answers calls until the listener is closed.
func serve(listener *net.UnixListener, handle handler) {
	for {
		conn, err := listener.AcceptUnix()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(callLimit))
			body, _, err := receive(conn)
			if err != nil {
				return
			}
			var ask request
			if err := json.Unmarshal(body, &ask); err != nil {
				return
			}
			ctx, cancel := context.WithTimeout(context.Background(), callLimit)
			defer cancel()
			reply, file, err := handle(ctx, ask)
			if err != nil {
				reply.Error = err.Error()
			}
			if file != nil {
				defer file.Close()
			}
			_ = send(conn, reply, file)
		}()
	}
}

// call asks the process that listens on the socket. The file is the caller's.
func call(ctx context.Context, socket string, ask request) (answer, *os.File, error) {
	var reply answer
	path, done, err := short(socket)
	if err != nil {
		return reply, nil, err
	}
	defer done()
	conn, err := new(net.Dialer).DialContext(ctx, "unix", path)
	if err != nil {
		return reply, nil, err
	}
	defer conn.Close()
	deadline := time.Now().Add(callLimit)
	if earlier, ok := ctx.Deadline(); ok && earlier.Before(deadline) {
		deadline = earlier
	}
	_ = conn.SetDeadline(deadline)
	stream := conn.(*net.UnixConn)
	if err := send(stream, ask, nil); err != nil {
		return reply, nil, err
	}
	body, file, err := receive(stream)
	if err != nil {
		return reply, nil, err
	}
	if err := json.Unmarshal(body, &reply); err != nil {
		return reply, file, fmt.Errorf("lab-net %s: %w", ask.Op, err)
	}
	if reply.Error != "" {
		return reply, file, errors.New(reply.Error)
	}
	return reply, file, nil
}

// send writes one message and ends its direction of the stream.
func send(conn *net.UnixConn, message any, file *os.File) error {
	body, err := json.Marshal(message)
	if err != nil {
		return err
	}
	var rights []byte
	if file != nil {
		rights = unix.UnixRights(int(file.Fd()))
	}
	// Files go with the first byte, which is always written whole.
	if _, _, err := conn.WriteMsgUnix(body[:1], rights, nil); err != nil {
		return err
	}
	if _, err := conn.Write(body[1:]); err != nil {
		return err
	}
	return conn.CloseWrite()
}

func receive(conn *net.UnixConn) ([]byte, *os.File, error) {
	first, rights := make([]byte, 1), make([]byte, unix.CmsgSpace(4))
	n, rightsLength, _, _, err := conn.ReadMsgUnix(first, rights)
	if err != nil {
		return nil, nil, err
	}
	if n == 0 {
		return nil, nil, io.ErrUnexpectedEOF
	}
	var file *os.File
	if rightsLength > 0 {
		messages, err := unix.ParseSocketControlMessage(rights[:rightsLength])
		if err != nil {
			return nil, nil, err
		}
		for _, message := range messages {
			if files, err := unix.ParseUnixRights(&message); err == nil && len(files) > 0 {
				unix.CloseOnExec(files[0])
				file = os.NewFile(uintptr(files[0]), "passed")
			}
		}
	}
	rest, err := io.ReadAll(conn)
	return append(first, rest...), file, err
}

// listenUnix listens in a folder that only this user may enter.
func listenUnix(socket string) (*net.UnixListener, error) {
	_ = os.Remove(socket)
	path, done, err := short(socket)
	if err != nil {
		return nil, err
	}
	defer done()
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: path})
	if err != nil {
		return nil, err
	}
	listener.SetUnlinkOnClose(false) // by that name it is not there later
	return listener, nil
}

// short names a socket by its open folder: the kernel takes 107 characters, and
// a state folder may be deeper than that.
func short(socket string) (path string, done func(), err error) {
	dir, err := os.Open(filepath.Dir(socket))
	if err != nil {
		return "", nil, err
	}
	return fmt.Sprintf("/proc/self/fd/%d/%s", dir.Fd(), filepath.Base(socket)), func() { dir.Close() }, nil
}

// asConn makes a connection of a file that was passed.
func asConn(file *os.File) (net.Conn, error) {
	defer file.Close()
	return net.FileConn(file)
}
