"""What one likes, by keys: in the order in which it is chosen, kept at once, taken back."""

from tui_scenes import scene


async def test_likes_are_kept_in_the_order_in_which_they_are_chosen():
    async with scene("home") as user:
        await user.press("ctrl+p", *"like", "enter")
        assert "How do you like things explained?" in user.text
        await user.press(*["down"] * 3, "enter", "up", "up", "space")
        assert user.session.likes()[0] == ["example", "words"]
        await user.press("enter", "escape")
        assert user.session.likes()[0] == ["example"] and user.place == "Home"
