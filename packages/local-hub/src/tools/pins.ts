/** What the checkout pins, without finding or building any of it. */
export { catalog } from './catalog';
export { resolveTool } from './resolve';
