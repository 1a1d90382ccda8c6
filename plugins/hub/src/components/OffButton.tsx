import {
  Button,
  type ButtonProps,
  Tooltip,
  TooltipTrigger,
  VisuallyHidden,
} from '@backstage/ui';
import { useId, useState } from 'react';
import styles from './OffButton.module.css';

/**
 * A button that may be off, and then says why. It can still be reached by
 * keyboard and pressed, also by a finger, which shows the reason; a screen reader
 * has it as the button's description. It is one element all along, so that the
 * focus stays on it when it goes off.
 */
export const OffButton = ({
  reason,
  isDisabled,
  onPress,
  ...props
}: ButtonProps & {
  /** Why it is off, as a sentence. Without one it is on. */
  reason?: string;
  /** It is off without a reason, as while that is being asked. */
  isDisabled?: boolean;
}) => {
  const id = useId();
  const [told, setTold] = useState(false);
  const off = Boolean(reason) || isDisabled;
  return (
    <>
      <TooltipTrigger
        delay={0}
        isOpen={told && Boolean(reason)}
        onOpenChange={setTold}
        shouldCloseOnPress={false}
      >
        <Button
          {...props}
          {...(off && {
            // `isDisabled` would take it from the keyboard; a form is not sent.
            type: 'button' as const,
            className: styles.off,
            'aria-disabled': true,
          })}
          aria-describedby={reason ? id : props['aria-describedby']}
          onPress={off ? () => setTold(true) : onPress}
        />
        <Tooltip>{reason}</Tooltip>
      </TooltipTrigger>
      {reason && <VisuallyHidden id={id}>{reason}</VisuallyHidden>}
    </>
  );
};
