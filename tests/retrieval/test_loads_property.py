"""Whatever pages come, change and go: a plan says what the load then does, and nothing is lost."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.operating.gate import GateRules
from retrieval.text import Tokenizer
from retrieval.types import ArticleRef
from tests.fakes.embedder import HashingEmbedder

NAMES = ("one.txt", "two.txt", "下/三.md", "2024-05-06_04.txt")
TOWNS = ("平湖区", "柳河街道", "青山鎮", "石橋村")
EVENTS = (
    "总工会举办钢笔字比赛，来自18家企业的45名职工参加。",
    "开办职工夜校，首批开设剪纸、摄影、急救３门课程😀。",
    "为120名快递员免费体检，設內科、眼科等６個項目。",
)

story = st.builds(
    lambda town, event: f"{town}{event[:8]}\n\n本报讯（记者 林小满）近日，{town}{event}\n",
    st.sampled_from(TOWNS),
    st.sampled_from(EVENTS),
)
folder = st.dictionaries(
    st.sampled_from(NAMES), st.lists(story, min_size=1, max_size=2).map("\n".join), min_size=1
)


def write(news: Path, pages: dict[str, str]) -> None:
    for path in [path for path in news.rglob("*") if path.is_file()]:
        path.unlink()
    for name, text in pages.items():
        (news / name).parent.mkdir(parents=True, exist_ok=True)
        (news / name).write_text(text, encoding="utf-8")


def texts(archive: Archive) -> list[str]:
    return sorted(f"{article.headline}\n{article.text}" for _, article in archive.articles())


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each example is some loads: shrinking takes long
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=folder, after=folder, batch_pages=st.integers(1, 3))
def test_a_plan_says_what_the_load_does_and_the_archive_is_the_folder(
    tokenizer: Tokenizer, before: dict[str, str], after: dict[str, str], batch_pages: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        news = Path(name) / "news"

        def made(folder: str) -> Archive:
            data, model, rules = Path(name) / folder, HashingEmbedder(), GateRules(0)
            return Archive(
                data, model, tokenizer, gate=rules, batch_pages=batch_pages, removal_share=1
            )

        archive = made("data")
        write(news, before)
        archive.load([news], mirror=True)
        write(news, after)
        plan = archive.plan([news], mirror=True)
        report = archive.load([news], mirror=True)

        assert plan.changes is report.changed
        for field in ("pages_added", "pages_changed", "pages_removed", "pages_unchanged"):
            assert sorted(getattr(plan, field)) == sorted(getattr(report, field)), field
        for field in ("articles_added", "articles_changed", "articles_removed"):
            assert _ids(getattr(plan, field)) == _ids(getattr(report, field)), field

        fresh = made("fresh")
        fresh.load([news], mirror=True)
        assert texts(archive) == texts(fresh)
        assert not archive.load([news], mirror=True).changed


def _ids(articles: tuple[ArticleRef, ...]) -> set[str]:
    return {article.id for article in articles}
