import {
  Button,
  Collection,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text,
} from 'react-aria-components'
import { type ArmId, kindOf } from '../../config/armId'
import { type ArmKind, armKinds, isAdjustable, methods } from '../../config/methods'
import { armGroups } from '../config/arms'
import styles from './Arms.module.css'

interface Props {
  /** The arms that have a card. */
  taken: readonly ArmId[]
  onAdd: (kind: ArmKind) => void
}

/** A menu of the kinds of arms, in groups. A kind without weights is offered once: a second arm of it would be the same. It is loaded by the first press of its button, and opens at once. */
export default function AddArm({ taken, onAdd }: Props) {
  const offered = armGroups
    .map(({ title, arms: kinds }) => ({
      title,
      kinds: kinds.filter((kind) => isAdjustable(kind) || !taken.some((arm) => kindOf(arm) === kind)),
    }))
    .filter(({ kinds }) => kinds.length > 0)
  return (
    <MenuTrigger defaultOpen>
      <Button className={styles.add ?? ''}>Add arm</Button>
      <Popover className={styles.menuBox ?? ''} placement="bottom start">
        <Menu
          className={styles.menu ?? ''}
          onAction={(key) => {
            const kind = armKinds.find((one) => one === key)
            if (kind) onAdd(kind)
          }}
        >
          {offered.map(({ title, kinds }) => (
            <MenuSection key={title} id={title}>
              <Header>{title}</Header>
              <Collection items={kinds.map((id) => ({ id }))}>
                {({ id }) => (
                  <MenuItem id={id} textValue={methods[id].title} className={styles.item ?? ''}>
                    <Text slot="label">{methods[id].title}</Text>
                    <Text slot="description">{methods[id].description}</Text>
                  </MenuItem>
                )}
              </Collection>
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
