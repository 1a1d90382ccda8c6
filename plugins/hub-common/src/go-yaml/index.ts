export { parseGoYaml } from './parse';
