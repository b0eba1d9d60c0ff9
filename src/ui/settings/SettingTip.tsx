import type { Setting } from '../../config/settings'
import { Formula } from '../formula/Formula'
import { Tip } from '../parts/Tip'
import { helpText } from './helpText'

/** What a setting means, with the formula that it stands in. */
export function SettingTip({ setting, name }: { setting: Setting; name: string }) {
  const { formula, path } = setting
  return (
    <Tip name={name}>
      <p>{helpText(setting)}</p>
      {formula && <Formula tex={formula.tex} label={formula.plain} display />}
      <p className="tip-path">
        In links: <code>{path}</code>
      </p>
    </Tip>
  )
}
