import { Checkbox } from 'antd'
import type { Declared } from '../../../server/identity/registration.ts'
import { say } from '../app/words.ts'
import { NumberField } from '../pieces/TextFields.tsx'
import type { Sketch } from './profile.ts'

/** The roles that an organisation declares itself, each with what it needs. */
export function RoleChoice(of: { sketch: Sketch; change: (next: Sketch) => void; staffMissing: string | undefined }) {
  const { sketch, change } = of
  const { roles, profile } = sketch
  const toggle = (role: Declared) => (on: boolean) =>
    change({ ...sketch, roles: on ? [...roles, role] : roles.filter((one) => one !== role) })
  const needs: [Declared, string, string][] = [
    ['tenderer', say('招标人、采购人', 'Tenderer or purchaser'), say('须有联系人和电话', 'needs a contact')],
    [
      'agent',
      say('代理机构', 'Agent'),
      say('须有联系人、电话、营业场所和专职人员', 'needs a contact, a place of business and staff'),
    ],
  ]
  return (
    <>
      {needs.map(([role, title, need]) => (
        <Checkbox key={role} checked={roles.includes(role)} onChange={({ target }) => toggle(role)(target.checked)}>
          {title} <span className="quiet">{need}</span>
        </Checkbox>
      ))}
      {roles.includes('agent') && (
        <div className="fields">
          <NumberField
            label={say('专职人员（人）', 'Full-time staff')}
            value={profile.staff}
            least={0}
            most={100_000}
            bad={of.staffMissing}
            onChange={(staff) => change({ ...sketch, profile: { ...profile, staff } })}
          />
        </div>
      )}
    </>
  )
}
