import { runStep } from './steps';

// The image of a run's steps starts this several times a run, so it holds the
// steps alone, and not what the rest of the CLI needs.
const [, , command, name] = process.argv;
if (command === 'step') {
  runStep(name).then(status => process.exit(status));
} else {
  console.error('Usage: lab step <name>');
  process.exit(2);
}
