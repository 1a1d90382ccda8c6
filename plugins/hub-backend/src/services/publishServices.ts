import {
  ANNOTATION_DESCRIPTION,
  ANNOTATION_DOCS,
  Service,
} from '@illm-lab/plugin-hub-common';
import { HubInventory, InventoryService } from '@illm-lab/plugin-hub-node';
import { ServiceBook } from './ServiceBook';

/**
 * Keeps the inventory's services as the hub has them, for the catalog. Says
 * nothing while the hub can't be reached: then nothing is known to be gone.
 */
export class ServicesPublisher {
  private written = '';

  constructor(
    private readonly book: Pick<ServiceBook, 'list'>,
    private readonly inventory: HubInventory,
  ) {}

  /** Writes what there is now, if it is not written yet. */
  publish(): void {
    const { items, source } = this.book.list();
    if (!source.connected) {
      return;
    }
    const services = items.map(toInventory);
    const text = JSON.stringify(services);
    if (text !== this.written) {
      this.written = text;
      this.inventory.set('services', services);
    }
  }
}

function toInventory(service: Service): InventoryService {
  const { annotations, endpoints, links, name, namespace, parent } = service;
  return {
    name,
    title: name,
    description: annotations[ANNOTATION_DESCRIPTION],
    links: [
      ...endpoints
        .filter(({ kind }) => kind === 'external')
        .map(({ address, of }) => ({ title: of, url: address })),
      ...links,
    ],
    dependsOn: service.dependsOn,
    docsPath: annotations[ANNOTATION_DOCS],
    ...(namespace && { namespace }),
    labels: parent ? { 'illm.lab/part-of': parent } : {},
  };
}
