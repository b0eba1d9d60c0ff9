import { type ReactNode, useState } from 'react'
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components'

/** A question mark whose tooltip opens under the pointer, with the keyboard's focus and at a touch. Escape closes it. */
export function Tip({ name, children }: { name: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <TooltipTrigger delay={250} closeDelay={150} isOpen={isOpen} onOpenChange={setOpen} shouldCloseOnPress={false}>
      <Button
        className="tip-button"
        aria-label={`About ${name}`}
        onPress={() => {
          setOpen(true)
        }}
      >
        ?
      </Button>
      <Tooltip className="tip" placement="bottom start" offset={6}>
        {children}
      </Tooltip>
    </TooltipTrigger>
  )
}
