"""What a source line, a status and a load report look like."""

import datetime as dt

from bot.playground.markup import read_html
from bot.texts import SIMPLIFIED_CHINESE as ZH
from bot.views.load import render_load_report
from bot.views.render import render_status, source_line
from bot.views.rich import plain, to_html
from retrieval.types import (
    ArchiveStatus,
    ArticleId,
    ArticleRef,
    DateSource,
    DoubtKind,
    GenerationNumber,
    LoadReport,
    PageDate,
    PageDoubt,
    PageFailure,
    PageFault,
    Place,
)

DAY = dt.date(2023, 12, 11)
BARE = ArticleRef(ArticleId("a2"), "无名报道", "001.txt", "", "", None, "")
EMPTY = ArchiveStatus(None, None, "m", 0, 0, 0, 0, None, None, ())


def test_an_inferred_date_is_marked():
    inferred = PageDate(DAY, DateSource.INFERRED, 0.4)
    article = ArticleRef(ArticleId("a"), "标题", "p.txt", "劳动午报", "", inferred, "")

    assert plain(source_line(article, ZH)) == "《劳动午报》 · 2023年12月11日（推定） · 标题"


def test_the_status_shows_the_moment_in_shanghai_and_the_model_to_operators_only():
    built = dt.datetime(2024, 1, 1, 16, 30, tzinfo=dt.UTC)
    status = ArchiveStatus(GenerationNumber(3), built, "/models/m", 5, 37, 200, 410, DAY, DAY, ())

    shown = "第3代索引，建于2024-01-02 00:30\n5个版面，37篇报道，200个段落，410个句子\n"
    days = "日期：2023年12月11日"
    assert plain(render_status(status, ZH)) == shown + days
    with_model = render_status(status, ZH, with_model=True)
    assert plain(with_model) == shown + days + "\n模型：/models/m"
    assert plain(render_status(EMPTY, ZH)) == "档案里还没有报纸。"


def test_every_fault_and_doubt_has_words_of_its_own():
    assert set(ZH.reading.faults) == set(PageFault)
    assert len(set(ZH.reading.faults.values())) == len(PageFault)
    assert set(ZH.reading.doubts) == set(DoubtKind)
    assert set(ZH.reading.places) == set(Place)


def test_a_load_report_counts_everything_and_names_the_first_of_many():
    names = tuple(f"p{n}.txt" for n in range(12))
    report = LoadReport(
        generation=GenerationNumber(2),
        changed=True,
        pages_added=names,
        pages_changed=("c.txt",),
        pages_removed=(),
        pages_unchanged=("u1.txt", "u2.txt"),
        failures=(PageFailure("<x>.pdf", PageFault.BROKEN, "PDF: <eof>", "the file is broken"),),
        doubts=(PageDoubt("c.txt", 7, DoubtKind.PLACE, Place.INNER_SUBHEAD),),
        articles_added=(BARE,),
        articles_changed=(),
        articles_removed=(BARE,) * 4,
        articles_total=37,
        embedded=9,
        elapsed_s=1.26,
    )
    listed = "".join(f"\n• p{n}.txt" for n in range(10))
    text = read_html(to_html(render_load_report(report, ZH))).text

    assert text == (
        "载入完成：第2代已上线，用时1.3秒。\n"
        "版面：新增12，更改1，移除0，未变2\n"
        "报道：新增1，更改0，移除4，共37篇\n"
        "计算向量：9条\n\n"
        "未能读取：\n• <x>.pdf：文件已损坏（PDF: <eof>），请重新保存、导出或打包\n\n"
        "请核对：\n• c.txt 第7行：勉强认作文中小标题\n\n"
        f"新增版面：{listed}\n……另有2项\n\n"
        "更改版面：\n• c.txt\n\n"
        "新增报道：\n• 无名报道 〔a2〕\n\n"
        f"移除报道：{chr(10).join(['', *['• 无名报道 〔a2〕'] * 4])}"
    )
