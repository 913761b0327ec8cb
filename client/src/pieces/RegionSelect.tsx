import { Cascader, Select } from 'antd'
import { catalogue, levelOf } from '../../../server/regions/catalogue.ts'
import { say } from '../app/words.ts'

interface Node {
  value: string
  label: string
  children?: Node[]
}

const codes = Object.keys(catalogue).sort()
const named = (code: string): Node => ({ value: code, label: `${catalogue[code]} ${code}` })

/** The catalogue as a tree: the region itself, then its cities with their counties. */
const tree: Node[] = [
  ...codes.filter((code) => levelOf(code) === 'region').map(named),
  ...codes
    .filter((code) => levelOf(code) === 'city')
    .map((city) => ({
      ...named(city),
      children: [
        { value: city, label: say('市本级', 'the city itself') },
        ...codes.filter((code) => levelOf(code) === 'county' && code.startsWith(city.slice(0, 4))).map(named),
      ],
    })),
]

/** The way to a code in the tree; a code of elsewhere stands for itself. */
function wayTo(code: string): string[] {
  if (!code) return []
  if (!(code in catalogue) || levelOf(code) === 'region') return [code]
  return [`${code.slice(0, 4)}00`, code]
}

/** The name of a region, or its code where the catalogue has no name for it. */
export const regionName = (code: string): string => catalogue[code] ?? code

/** Chooses a region of the network by name or code; a code of elsewhere that stands there stays readable. */
export function RegionSelect({
  id,
  value,
  onChange,
}: {
  id?: string
  value: string
  onChange: (code: string) => void
}) {
  const elsewhere = value && !(value in catalogue) ? [{ value, label: value }] : []
  return (
    <Cascader
      {...(id ? { id } : {})}
      style={{ width: '100%' }}
      options={[...elsewhere, ...tree]}
      value={wayTo(value)}
      onChange={(way) => onChange(String(way?.at(-1) ?? ''))}
      displayRender={(labels) => labels.filter((label) => label !== say('市本级', 'the city itself')).join(' / ')}
      placeholder={say('请选择，可输入名称或代码', 'choose, by name or code')}
      showSearch={{
        filter: (text, path) => path.some(({ label, value: code }) => `${label} ${code}`.includes(text.trim())),
      }}
    />
  )
}

/** The centres of the network: of the region itself and of its cities, by the four digits that stand in their codes. */
const centres = codes
  .filter((code) => levelOf(code) !== 'county')
  .map((code) => ({
    value: code.slice(0, 4),
    label: `${catalogue[code]}${say('公共资源交易中心', ' trading centre')} ${code.slice(0, 4)}`,
  }))

/** Chooses the centre at which a project is traded. */
export function CentreSelect({
  id,
  value,
  onChange,
}: {
  id?: string
  value: string
  onChange: (code: string) => void
}) {
  const elsewhere = value && !centres.some((one) => one.value === value) ? [{ value, label: value }] : []
  return (
    <Select
      {...(id ? { id } : {})}
      value={value || null}
      placeholder={say('请选择', 'choose')}
      options={[...elsewhere, ...centres]}
      onChange={(next) => onChange(next ?? '')}
      showSearch={{ optionFilterProp: 'label' }}
    />
  )
}
