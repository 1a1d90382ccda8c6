import { Dialog, DialogHeader } from '@backstage/ui';
import { useState } from 'react';
import { RunForm } from './RunForm';
import { ExperimentChoice } from './ExperimentChoice';

const Opened = ({
  experiment,
  parameters,
  onClose,
}: {
  experiment?: string;
  parameters?: Record<string, string>;
  onClose: () => void;
}) => {
  const [chosen, setChosen] = useState(experiment);
  return (
    <>
      <DialogHeader>
        {experiment ? `Run ${experiment}` : 'Run an experiment'}
      </DialogHeader>
      {!experiment && <ExperimentChoice chosen={chosen} onChoose={setChosen} />}
      {chosen && (
        <RunForm
          key={chosen}
          experiment={chosen}
          parameters={parameters}
          onClose={onClose}
        />
      )}
    </>
  );
};

/**
 * Starts a run: of the given experiment, or of one that is chosen first. The
 * form is made anew at each opening, and with it the key that keeps a repeated
 * request from starting a second run.
 */
export const RunDialog = ({
  experiment,
  parameters,
  isOpen,
  onClose,
}: {
  experiment?: string;
  /** Values to begin with, as when a run is repeated. */
  parameters?: Record<string, string>;
  isOpen: boolean;
  onClose: () => void;
}) => (
  <Dialog
    isOpen={isOpen}
    onOpenChange={open => !open && onClose()}
    isDismissable
    width={520}
  >
    {isOpen && (
      <Opened
        experiment={experiment}
        parameters={parameters}
        onClose={onClose}
      />
    )}
  </Dialog>
);
