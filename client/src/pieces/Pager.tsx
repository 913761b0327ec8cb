import { Button } from 'antd'
import { say } from '../app/words.ts'

/** Leafs through a list page by page; nothing where there is only one. */
export function Pager(of: { page: number; more: boolean; onPage: (page: number) => void }) {
  const { page, more, onPage } = of
  if (page <= 1 && !more) return null
  return (
    <div className="row">
      <Button disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {say('上一页', 'Previous')}
      </Button>
      <span className="digits">{page}</span>
      <Button disabled={!more} onClick={() => onPage(page + 1)}>
        {say('下一页', 'Next')}
      </Button>
    </div>
  )
}
