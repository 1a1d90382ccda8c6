/** A backup or restore that was refused or failed, said in full with its remedy. */
export class BackupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupError';
  }
}
