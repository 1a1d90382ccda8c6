/** Splits what a CGI program writes into its head and its body. */
export class CgiHead {
  status = 200;
  readonly headers: Record<string, string> = {};
  private text: Buffer | undefined = Buffer.alloc(0);

  /** Body bytes of `chunk`, or undefined while the head is not complete. */
  take(chunk: Buffer): Buffer | undefined {
    if (this.text === undefined) {
      return chunk;
    }
    this.text = Buffer.concat([this.text, chunk]);
    const end = this.text.indexOf('\r\n\r\n');
    if (end < 0) {
      return undefined;
    }
    const body = this.text.subarray(end + 4);
    for (const line of this.text.subarray(0, end).toString().split('\r\n')) {
      const [, name, value] = /^([^:]+): *(.*)$/.exec(line) ?? [];
      if (name?.toLowerCase() === 'status') {
        this.status = Number.parseInt(value, 10);
      } else if (name) {
        this.headers[name] = value;
      }
    }
    this.text = undefined;
    return body;
  }
}
