/** What one look at this computer found. */
export interface HostCheck {
  name: string;
  ok: boolean;
  /** What was found. */
  message: string;
  /** What to do about it, when not ok. */
  remedy?: string;
  /** Debian package that would provide it. */
  installable?: string;
  /** The hub cannot even start without it. */
  fatal?: boolean;
}
