import { HubInventory } from '@illm-lab/plugin-hub-node';
import { ClaimBook } from './ClaimBook';
import { ClaimWatch } from './ClaimWatch';

/**
 * Keeps the inventory's claims as the hub has them, for the catalog. Says nothing
 * while Crossplane can't be reached: then nothing is known to be gone. What is
 * only proposed is not in the catalog.
 */
export class ClaimsPublisher {
  private written = '';

  constructor(
    private readonly options: {
      book: Pick<ClaimBook, 'known'>;
      watch: Pick<ClaimWatch, 'status'>;
      inventory: HubInventory;
    },
  ) {}

  /** Writes what there is now, if it is not written yet. */
  publish(): void {
    const { book, watch, inventory } = this.options;
    if (!watch.status().connected) return;
    const claims = book
      .known()
      .filter(({ createdAt }) => createdAt !== null)
      .map(({ namespace, kind, name, provider, team, experiment, labels }) => ({
        namespace,
        kind,
        name,
        ...(provider && { provider }),
        ...(team && { owner: team }),
        ...(experiment && { experiment }),
        labels,
      }));
    const text = JSON.stringify(claims);
    if (text !== this.written) {
      this.written = text;
      inventory.set('claims', claims);
    }
  }
}
